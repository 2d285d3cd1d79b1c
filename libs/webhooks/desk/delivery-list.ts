import type { Pool } from 'pg';

export const DELIVERY_STATES = ['waiting', 'delivered', 'given_up'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** What became of an output at an endpoint. */
export interface ListedDelivery {
  readonly endpoint: string;
  readonly event: string;
  readonly program: string;
  readonly type: string;
  readonly state: DeliveryState;
  readonly attempts: number;
  /** When it is tried next; null: it ended. */
  readonly nextAt: Date | null;
  readonly endedAt: Date | null;
  readonly lastStatus: number | null;
  readonly lastError: string | null;
}

export interface DeliveriesAsked {
  readonly endpoint?: string | undefined;
  readonly state?: DeliveryState | undefined;
  readonly limit: number;
}

const LIST = `
  SELECT endpoint, event, program, type, state, attempts, CASE WHEN state = 'waiting' THEN next_at END AS "nextAt",
    ended_at AS "endedAt", last_status AS "lastStatus", last_error AS "lastError"
  FROM ledger_webhooks.deliveries
  WHERE ($1::text IS NULL OR endpoint = $1) AND ($2::text IS NULL OR state = $2)
  ORDER BY position DESC, endpoint LIMIT $3`;
const AGAIN = `
  UPDATE ledger_webhooks.deliveries
  SET state = 'waiting', attempts = 0, ended_at = NULL, next_at = clock_timestamp()
  WHERE endpoint = $1 AND CASE WHEN $2::uuid IS NULL THEN state = 'given_up' ELSE event = $2 END`;

/** Deliveries, the latest output first. */
export async function listDeliveries(
  pool: Pool,
  { endpoint, state, limit }: DeliveriesAsked,
): Promise<ListedDelivery[]> {
  const { rows } = await pool.query<ListedDelivery>(LIST, [endpoint ?? null, state ?? null, limit]);
  return rows;
}

/** Has one output posted to an endpoint again, or (null) all that were given up. Answers how many. */
export async function redeliver(pool: Pool, endpoint: string, event: string | null): Promise<number> {
  const { rowCount } = await pool.query(AGAIN, [endpoint, event]);
  return rowCount ?? 0;
}
