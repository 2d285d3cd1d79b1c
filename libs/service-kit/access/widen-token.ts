import type { DataSource } from 'typeorm';
import { ApiToken } from './api-token.entity';
import { TOPIC_NAMES } from './token-kinds';
import { idOfToken, isTokenOf } from './token-text';

/**
 * Makes an ingest token one for every topic there is, for who shows that they hold it; it stays the same token, so what
 * is sent again is known again. Does nothing with what is no token of this ledger, or revoked.
 */
export async function widenToken(dataSource: DataSource, text: string): Promise<void> {
  const id = idOfToken(text);
  const tokens = dataSource.getRepository(ApiToken);
  const token = id === null ? null : await tokens.findOneBy({ id });
  if (token === null || !isTokenOf(text, token.hash)) return;
  if (token.kind === 'ingest' && token.revokedAt === null) await tokens.update(token.id, { topics: [...TOPIC_NAMES] });
}
