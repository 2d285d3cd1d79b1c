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
  /** From then on it is useless; default: never. */
  readonly expiresAt?: Date | undefined;
  /** The only program that it is for; default: all. */
  readonly program?: string | undefined;
}

export interface IssuedToken {
  readonly id: string;
  /** Shown to its owner once; only its hash is kept. */
  readonly text: string;
}

/** Makes a token and keeps its hash. Throws TokenRefused for topics that do not go with the kind, a name that is none, or an end that is past. */
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

function refuseContradiction({ kind, topics, name, expiresAt }: TokenRequest): void {
  if (kind === 'ingest' && topics.length === 0) {
    throw new TokenRefused('an ingest token needs at least one topic: checkout, revenue, partners, payouts');
  }
  if (kind !== 'ingest' && topics.length > 0) {
    throw new TokenRefused(`a token of kind ${kind} has no topics: only ingest tokens are limited to some`);
  }
  if (name.trim() === '' || name.length > 100) {
    throw new TokenRefused('a token needs a name of 1 to 100 characters that says who uses it');
  }
  if (expiresAt !== undefined && expiresAt.getTime() <= Date.now()) {
    throw new TokenRefused(`a token that expires at ${expiresAt.toISOString()} would be useless from the start`);
  }
}

async function insertToken(manager: EntityManager, request: TokenRequest): Promise<IssuedToken> {
  const { kind, topics, name, expiresAt = null, program = null } = request;
  const { id, text, hash } = makeToken(kind);
  const times = { createdAt: new Date(), revokedAt: null, expiresAt };
  await manager.insert(ApiToken, { id, name, kind, topics: [...new Set(topics)], hash, program, ...times });
  return { id, text };
}
