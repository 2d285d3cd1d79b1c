import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A lead as it was handed in; its e-mail and company are behind references of the log. */
@Entity({ schema: 'desk', name: 'leads' })
export class DeskLead {
  @PrimaryColumn({ type: 'text' })
  program!: string;

  @PrimaryColumn({ type: 'text' })
  referral!: string;

  @Column({ type: 'text' })
  partner!: string;

  /** By which the same is known again, among the partner's. */
  @Column({ type: 'text' })
  once!: string;

  /** What its sender calls it. */
  @Column({ name: 'external_id', type: 'text', nullable: true })
  externalId!: string | null;

  /** Of all that was handed in, its files too. */
  @Column({ name: 'content_hash', type: 'text' })
  contentHash!: string;

  /** Personal. */
  @Column({ type: 'text' })
  contact!: string;

  /** Personal. */
  @Column({ type: 'text', nullable: true })
  note!: string | null;

  /** The day since which the same was known before, `YYYY-MM-DD`; null: it was new. */
  @Column({ name: 'known_since', type: 'date', nullable: true })
  knownSince!: string | null;

  /** By the program's clock; digits. */
  @Column({ name: 'at_ms', type: 'bigint' })
  atMs!: string;

  /** The principal who handed it in. */
  @Column({ name: 'submitted_by', type: 'text' })
  submittedBy!: string;
}
