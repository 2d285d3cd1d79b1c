import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A token by which a person is known, hashed. */
@Entity({ schema: 'desk', name: 'person_tokens' })
export class PersonToken {
  @PrimaryColumn({ type: 'text' })
  id!: string;

  @Column({ type: 'text' })
  person!: string;

  /** What it is used for, in its owner's words. */
  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'bytea' })
  hash!: Buffer;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @Column({ name: 'created_by', type: 'text' })
  createdBy!: string;

  @Column({ name: 'expires_at', type: 'timestamptz', nullable: true })
  expiresAt!: Date | null;

  @Column({ name: 'revoked_at', type: 'timestamptz', nullable: true })
  revokedAt!: Date | null;

  /** To the minute. */
  @Column({ name: 'last_used_at', type: 'timestamptz', nullable: true })
  lastUsedAt!: Date | null;
}
