import { Pool, type QueryArrayConfig, type QueryConfig } from 'pg';
import { outliveConnections } from '@ledger/postgres/outlive-connections';
import { WRITER_ROLE } from './event-store-roles';
import { postgresFailure } from './postgres-failure';
import { retryWhileUnreachable, type RetryOptions } from './retry-while-unreachable';

/** How to reach the Postgres of an event store. */
export interface PostgresLinkOptions {
  readonly connectionString: string;
  /** At most so many connections of its own; default 6. */
  readonly maxConnections?: number;
  /** A statement that takes longer is given up and tried again; default 30 s. */
  readonly statementTimeoutMs?: number;
  /** How long to try again while the server is unreachable before the caller is told; default 30 s. */
  readonly giveUpAfterMs?: number;
  /** The role to act as: the writer's by default, or the reader's. */
  readonly role?: string;
  /** Told of each failure that is waited out, for the log. */
  readonly onTrouble?: RetryOptions['onTrouble'];
}

const DEFAULT_TIMEOUT_MS = 30_000;
/** The client waits this much longer than the server, for the answer "took too long". */
const ANSWER_MS = 2_000;
const CONNECT_TIMEOUT_MS = 5_000;

/**
 * The event store's own connections: never shared, so that an append is never part of another transaction. Each takes
 * the store's role, so that not even a superuser's connection can change an event.
 */
export class PostgresLink {
  readonly pool: Pool;
  private readonly retry: RetryOptions;

  constructor(options: PostgresLinkOptions, signal: AbortSignal) {
    const statementTimeoutMs = options.statementTimeoutMs ?? DEFAULT_TIMEOUT_MS;
    this.retry = {
      giveUpAfterMs: options.giveUpAfterMs ?? DEFAULT_TIMEOUT_MS,
      onTrouble: options.onTrouble ?? (() => undefined),
      signal,
    };
    this.pool = new Pool({
      connectionString: options.connectionString,
      max: options.maxConnections ?? 6,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      statement_timeout: statementTimeoutMs,
      // A connection of which the other end is gone answers nothing, not even this timeout: so one on our side too.
      query_timeout: statementTimeoutMs + ANSWER_MS,
      keepAlive: true,
      application_name: 'ledger event store',
      options: `-c role=${options.role ?? WRITER_ROLE}`,
    });
    outliveConnections(this.pool);
  }

  /** Runs a statement that may safely run twice, and tries again while the server is unreachable. */
  query<Row extends object>(statement: QueryConfig): Promise<Row[]> {
    return this.trying(async () => (await this.pool.query<Row>(statement)).rows);
  }

  /** The same, each row as an array. */
  queryArrays<Row extends readonly unknown[]>(statement: Omit<QueryArrayConfig, 'rowMode'>): Promise<Row[]> {
    return this.trying(
      async () => (await this.pool.query({ ...statement, rowMode: 'array' })).rows as unknown as Row[],
    );
  }

  /** Goes on as long as it takes, for readers that have nobody to tell; until the signal is aborted. */
  persist<T>(action: () => Promise<T>, signal: AbortSignal): Promise<T> {
    return retryWhileUnreachable(action, { ...this.retry, signal, giveUpAfterMs: Infinity });
  }

  private trying<T>(action: () => Promise<T>): Promise<T> {
    return retryWhileUnreachable(
      () =>
        action().catch((error: unknown) => {
          throw postgresFailure(error, this.pool.options);
        }),
      this.retry,
    );
  }
}
