import type { EventStore } from '@ledger/event-store/event-store';
import { readCheckpoint } from '@ledger/read-models/postgres/projector';
import { LIVE_SCHEMA } from '@ledger/read-models/postgres/schema/version';
import { withConnection } from '@ledger/read-models/postgres/sql';
import type { DataSource } from 'typeorm';
import type { PositionSource } from './position-gauges';

/** The positions of a ledger, one query each: whoever projects, and whether anybody does. */
export function readPositions(store: EventStore, readModels: DataSource): PositionSource {
  return {
    appended: () => store.lastPosition(),
    projected: () => withConnection(readModels, (sql) => readCheckpoint(sql, LIVE_SCHEMA)),
  };
}
