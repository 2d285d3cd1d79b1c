import { Column, Entity, PrimaryColumn } from 'typeorm';

/** An action of the staff. */
@Entity({ schema: 'desk', name: 'audit_entries' })
export class AuditEntry {
  /** Ascending, in digits. */
  @PrimaryColumn({ type: 'bigint', generated: 'increment' })
  number!: string;

  @Column({ type: 'timestamptz' })
  at!: Date;

  /** The id of the person or token. */
  @Column({ type: 'text' })
  principal!: string;

  @Column({ name: 'required_right', type: 'text' })
  right!: string;

  @Column({ type: 'text' })
  method!: string;

  /** With the names of its parameters in place of what they were. */
  @Column({ type: 'text' })
  route!: string;

  @Column({ type: 'jsonb' })
  params!: Readonly<Record<string, string>>;

  /** null: it was about none. */
  @Column({ type: 'text', nullable: true })
  program!: string | null;

  /** That the request came from. */
  @Column({ type: 'text', nullable: true })
  address!: string | null;

  @Column({ name: 'request_id', type: 'text' })
  requestId!: string;

  /** That was answered; null: the process ended before. */
  @Column({ type: 'integer', nullable: true })
  status!: number | null;

  @Column({ name: 'state_before', type: 'jsonb', nullable: true })
  before!: unknown;

  @Column({ name: 'state_after', type: 'jsonb', nullable: true })
  after!: unknown;

  @Column({ name: 'ended_at', type: 'timestamptz', nullable: true })
  endedAt!: Date | null;
}
