import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { TokenKind, TopicName } from './token-kinds';

/** A bearer token, hashed. */
@Entity({ schema: 'api', name: 'tokens' })
export class ApiToken {
  @PrimaryColumn({ type: 'text' })
  id!: string;

  /** What its owner calls it. */
  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'text' })
  kind!: TokenKind;

  /** For `ingest`: what it may send; else empty. */
  @Column({ type: 'text', array: true })
  topics!: TopicName[];

  @Column({ type: 'bytea' })
  hash!: Buffer;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @Column({ name: 'revoked_at', type: 'timestamptz', nullable: true })
  revokedAt!: Date | null;

  /** From then on it is useless; null: never. */
  @Column({ name: 'expires_at', type: 'timestamptz', nullable: true })
  expiresAt!: Date | null;

  /** The only one that it is for; null: all. */
  @Column({ type: 'text', nullable: true })
  program!: string | null;
}
