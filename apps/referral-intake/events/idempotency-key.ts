import { createHash, randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { Problem } from '@ledger/service-kit/problems/problem';

/** Printable ASCII. */
const KEY = /^[\x21-\x7e]{1,255}$/;

/** The key of a request: what its sender chose, else one made here, which no other request has. */
export function idempotencyKey(header: string | undefined): { readonly key: string; readonly chosen: boolean } {
  if (header === undefined) return { key: randomUUID(), chosen: false };
  if (KEY.test(header)) return { key: header, chosen: true };
  const detail = 'Idempotency-Key must be 1 to 255 printable ASCII characters without spaces.';
  throw new Problem('invalid-request', detail, { errors: [{ field: 'Idempotency-Key', detail }] });
}

export interface KeyUse {
  readonly tokenId: string;
  readonly key: string;
  /** The content type of the events, or what else than the body says what was sent. */
  readonly mode: string;
  readonly body: Buffer;
}

/**
 * Remembers for good which body a token's key was first used for; throws the problem `key-reused` for another one: else
 * its events would get the answers of others. Durable before anything of the request is recorded.
 */
export async function claimKey(dataSource: DataSource, { tokenId, key, mode, body }: KeyUse): Promise<void> {
  const hash = createHash('sha256').update(mode).update('\n').update(body).digest();
  await dataSource.query(
    `INSERT INTO api.idempotency_keys (token_id, key, body_hash, first_used_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT DO NOTHING`,
    [tokenId, key, hash, new Date()],
  );
  const rows: { body_hash: Buffer }[] = await dataSource.query(
    'SELECT body_hash FROM api.idempotency_keys WHERE token_id = $1 AND key = $2',
    [tokenId, key],
  );
  if (rows[0]?.body_hash.equals(hash)) return;
  throw new Problem(
    'key-reused',
    'This Idempotency-Key was used for another body before. Send the same bytes again, or choose a new key.',
  );
}
