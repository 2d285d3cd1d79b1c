import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { TokenScope } from './roles';

/** A token of a partner's own machines, hashed. */
@Entity({ schema: 'desk', name: 'partner_tokens' })
export class PartnerToken {
  @PrimaryColumn({ type: 'text' })
  id!: string;

  @Column({ type: 'text' })
  program!: string;

  @Column({ type: 'text' })
  partner!: string;

  /** What it may be used for. */
  @Column({ type: 'text', array: true })
  scopes!: TokenScope[];

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

  /** The token that was issued in its place, beside which it holds until it expires; null: none was. */
  @Column({ name: 'replaced_by', type: 'text', nullable: true })
  replacedBy!: string | null;
}
