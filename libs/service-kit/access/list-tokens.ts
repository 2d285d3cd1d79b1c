import type { DataSource } from 'typeorm';
import { ApiToken } from './api-token.entity';
import type { TokenKind, TopicName } from './token-kinds';

export interface ListedToken {
  readonly id: string;
  readonly name: string;
  readonly kind: TokenKind;
  readonly topics: readonly TopicName[];
  /** The only one that it is for; null: all. */
  readonly program: string | null;
  readonly createdAt: Date;
  readonly revokedAt: Date | null;
  readonly expiresAt: Date | null;
}

/** All tokens that were ever issued, oldest first; never what would let somebody in. */
export async function listTokens(dataSource: DataSource): Promise<readonly ListedToken[]> {
  return dataSource.getRepository(ApiToken).find({
    select: {
      id: true,
      name: true,
      kind: true,
      topics: true,
      program: true,
      createdAt: true,
      revokedAt: true,
      expiresAt: true,
    },
    order: { createdAt: 'ASC', id: 'ASC' },
  });
}
