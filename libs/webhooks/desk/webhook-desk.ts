import { randomBytes } from 'node:crypto';
import type { Pool } from 'pg';
import type { PlacedOutput } from '../log-outputs';
import type { WebhookAnswer } from '../post-webhook';
import { wants, type WebhookEndpoint } from '../webhook-endpoint';

/** An output on its way to an endpoint. */
export interface DueDelivery {
  readonly event: string;
  readonly position: bigint;
  /** The how-manieth attempt this is. */
  readonly attempt: number;
}

/** Who took a delivery up and died is not waited for longer; twice as long as an answer may take. */
const TAKEN_FOR_S = 30;
const SECRET_BYTES = 32;
const ID_BYTES = 6;

const COLUMNS = 'id, url, secret, program, types, read_to AS "readTo"';
const TAKE_DUE = `
  UPDATE ledger_webhooks.deliveries SET attempts = attempts + 1, next_at = clock_timestamp() + interval '${TAKEN_FOR_S} s'
  WHERE endpoint = $1 AND event IN (
    SELECT event FROM ledger_webhooks.deliveries
    WHERE endpoint = $1 AND state = 'waiting' AND next_at <= clock_timestamp()
    ORDER BY next_at, position LIMIT $2 FOR UPDATE SKIP LOCKED)
  RETURNING event, position, attempts AS attempt`;
const NOTE = `
  WITH moved AS (
    UPDATE ledger_webhooks.endpoints SET read_to = $3 WHERE id = $1 AND read_to = $2 AND removed_at IS NULL RETURNING id
  ), noted AS (
    INSERT INTO ledger_webhooks.deliveries (endpoint, event, position, program, type)
    SELECT moved.id, output.*
    FROM moved, unnest($4::uuid[], $5::bigint[], $6::text[], $7::text[]) AS output (event, position, program, type)
    ON CONFLICT DO NOTHING
  )
  SELECT id FROM moved`;
const END = `
  UPDATE ledger_webhooks.deliveries
  SET state = $3, ended_at = CASE WHEN $3 = 'waiting' THEN NULL ELSE clock_timestamp() END,
    next_at = clock_timestamp() + $4 * interval '1 millisecond', last_status = $5, last_error = $6
  WHERE endpoint = $1 AND event = $2 AND state = 'waiting'`;

type EndpointRow = Omit<WebhookEndpoint, 'readTo'> & { readonly readTo: string };

/** Where outputs are posted to, and what became of each, in Postgres. Any number of processes may deliver. */
export class WebhookDesk {
  constructor(private readonly pool: Pool) {}

  /** Has outputs after a position of the log posted to an address from now on. */
  async add(endpoint: Pick<WebhookEndpoint, 'url' | 'program' | 'types' | 'readTo'>): Promise<WebhookEndpoint> {
    const { url, program, types, readTo } = endpoint;
    const id = `wh_${randomBytes(ID_BYTES).toString('hex')}`;
    const secret = `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`;
    await this.pool.query(
      'INSERT INTO ledger_webhooks.endpoints (id, url, secret, program, types, read_to) VALUES ($1, $2, $3, $4, $5, $6)',
      [id, url, secret, program, types, readTo],
    );
    return { id, secret, url, program, types, readTo };
  }

  /** Those that are not removed, in the order in which they were added. */
  async endpoints(): Promise<WebhookEndpoint[]> {
    const { rows } = await this.pool.query<EndpointRow>(
      `SELECT ${COLUMNS} FROM ledger_webhooks.endpoints WHERE removed_at IS NULL ORDER BY added_at, id`,
    );
    return rows.map((row) => ({ ...row, readTo: BigInt(row.readTo) }));
  }

  /** Has nothing more posted there; what waits is dropped. Answers whether there was such an endpoint. */
  async remove(id: string): Promise<boolean> {
    const { rowCount } = await this.pool.query(
      'UPDATE ledger_webhooks.endpoints SET removed_at = clock_timestamp() WHERE id = $1 AND removed_at IS NULL',
      [id],
    );
    await this.pool.query(`DELETE FROM ledger_webhooks.deliveries WHERE endpoint = $1 AND state = 'waiting'`, [id]);
    return rowCount === 1;
  }

  /** How many deliveries wait for an endpoint. */
  async waiting(id: string): Promise<number> {
    const { rows } = await this.pool.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM ledger_webhooks.deliveries WHERE endpoint = $1 AND state = 'waiting'`,
      [id],
    );
    return rows[0]?.count ?? 0;
  }

  /**
   * Notes which outputs are to be posted to an endpoint, and that the log is read up to there for it: both or neither.
   * Answers false where another process did so first.
   */
  async note(endpoint: WebhookEndpoint, outputs: readonly PlacedOutput[], readTo: bigint): Promise<boolean> {
    const wanted = outputs.filter(({ position, event }) => {
      return position > endpoint.readTo && wants(endpoint, { program: event.program, type: event.output.type });
    });
    const columns = [
      wanted.map(({ event }) => event.id),
      wanted.map(({ position }) => position),
      wanted.map(({ event }) => event.program),
      wanted.map(({ event }) => event.output.type),
    ];
    const { rowCount } = await this.pool.query(NOTE, [endpoint.id, endpoint.readTo, readTo, ...columns]);
    return rowCount === 1;
  }

  /** Takes up to so many deliveries that are due, the oldest first; another process does not have them meanwhile. */
  async takeDue(id: string, most: number): Promise<DueDelivery[]> {
    const { rows } = await this.pool.query<Omit<DueDelivery, 'position'> & { position: string }>(TAKE_DUE, [id, most]);
    const due = rows.map((row) => ({ ...row, position: BigInt(row.position) }));
    return due.sort((a, b) => Number(a.position - b.position));
  }

  /** Notes what came of an attempt; `againInMs`: when it is tried again, null: it is not. */
  async noteAnswer(id: string, event: string, answer: WebhookAnswer, againInMs: number | null): Promise<void> {
    const { status, error } = answer;
    const failed = againInMs === null ? 'given_up' : 'waiting';
    await this.pool.query(END, [id, event, error === null ? 'delivered' : failed, againInMs ?? 0, status, error]);
  }

  /** Forgets what ended so many days ago. */
  async forgetOlderThan(days: number): Promise<void> {
    await this.pool.query(
      `DELETE FROM ledger_webhooks.deliveries
       WHERE state <> 'waiting' AND ended_at < clock_timestamp() - $1 * interval '1 day'`,
      [days],
    );
  }
}
