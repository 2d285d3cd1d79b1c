import type { DataSource, EntityManager } from 'typeorm';
import { ApiToken } from './api-token.entity';
import { TokenRefused } from './token-refused';
import type { TokenKind, TopicName } from './token-kinds';
import { makeToken } from './token-text';

export interface TokenRequest {
  readonly kind: TokenKind;
  /** For `ingest` at least one, else none. */
  readonly topics: readonly TopicName[];
  /** What its owner calls it, 1 to 100 characters. */
  readonly name: string;
}

export interface IssuedToken {
  readonly id: string;
  /** Shown to its owner once; only its hash is kept. */
  readonly text: string;
}

/** Makes a token and keeps its hash. Throws TokenRefused for topics that do not go with the kind, or a name that is none. */
export async function issueToken(dataSource: DataSource, request: TokenRequest): Promise<IssuedToken> {
  refuseContradiction(request);
  return insertToken(dataSource.manager, request);
}

/**
 * The token for the one who starts a ledger for the first time: when no `admin` token was ever issued, makes one
 * and answers it, this once; else null. Of two processes that start at the same time one gets it.
 */
export async function ensureFirstAdminToken(dataSource: DataSource): Promise<string | null> {
  return dataSource.transaction(async (manager) => {
    await manager.query('LOCK TABLE api.tokens IN EXCLUSIVE MODE');
    if (await manager.existsBy(ApiToken, { kind: 'admin' })) return null;
    return (await insertToken(manager, { kind: 'admin', topics: [], name: 'first start' })).text;
  });
}

function refuseContradiction({ kind, topics, name }: TokenRequest): void {
  if (kind === 'ingest' && topics.length === 0) {
    throw new TokenRefused('an ingest token needs at least one topic: checkout, revenue, partners, payouts');
  }
  if (kind !== 'ingest' && topics.length > 0) {
    throw new TokenRefused(`a token of kind ${kind} has no topics: only ingest tokens are limited to some`);
  }
  if (name.trim() === '' || name.length > 100) {
    throw new TokenRefused('a token needs a name of 1 to 100 characters that says who uses it');
  }
}

async function insertToken(manager: EntityManager, { kind, topics, name }: TokenRequest): Promise<IssuedToken> {
  const { id, text, hash } = makeToken(kind);
  const row = { id, name, kind, topics: [...new Set(topics)], hash, createdAt: new Date(), revokedAt: null };
  await manager.insert(ApiToken, row);
  return { id, text };
}
