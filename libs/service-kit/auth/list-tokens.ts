import type { DataSource } from 'typeorm';
import { ApiToken } from './api-token.entity';
import type { TokenKind, TopicName } from './token-kinds';

export interface ListedToken {
  readonly id: string;
  readonly name: string;
  readonly kind: TokenKind;
  readonly topics: readonly TopicName[];
  readonly createdAt: Date;
  readonly revokedAt: Date | null;
}

/** All tokens that were ever issued, oldest first; never what would let somebody in. */
export async function listTokens(dataSource: DataSource): Promise<readonly ListedToken[]> {
  return dataSource.getRepository(ApiToken).find({
    select: { id: true, name: true, kind: true, topics: true, createdAt: true, revokedAt: true },
    order: { createdAt: 'ASC', id: 'ASC' },
  });
}
