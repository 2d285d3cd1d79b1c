import { DESK_ENTITIES } from '@ledger/desk/desk-entities';
import { DataSource } from 'typeorm';
import { ApiToken } from './api-token.entity';
import { outliveConnection } from '@ledger/postgres/outlive-connections';

export interface ApiConnection {
  /** Such as `postgresql://user:password@127.0.0.1:5432/ledger`. */
  readonly connectionString: string;
  /** Connections at most. */
  readonly poolSize?: number;
  /** A query without an answer (its connection may be half open) fails after this; default: never. */
  readonly queryTimeoutMs?: number;
}

/** The pool of connections of the schemas `api` and `desk`, not yet connected: `initialize()` does that. */
export function apiDataSource({ connectionString, poolSize = 4, queryTimeoutMs }: ApiConnection): DataSource {
  return new DataSource({
    type: 'postgres',
    url: connectionString,
    poolSize,
    applicationName: 'ledger-api',
    synchronize: false,
    extra: { keepAlive: true, query_timeout: queryTimeoutMs, onConnect: outliveConnection },
    entities: [ApiToken, ...DESK_ENTITIES],
  });
}
