import type { EventStore } from '@ledger/event-store/event-store';
import type { LogFault } from '@ledger/event-store/log-check';
import { readCheckpoint } from '@ledger/read-models/postgres/projector';
import { LIVE_SCHEMA } from '@ledger/read-models/postgres/schema/version';
import { withConnection } from '@ledger/read-models/postgres/sql';
import type { DataSource } from 'typeorm';

/** Read models that show more than the log has: events are gone at its end, where no chain tells; null: they do not. */
export async function rowsAhead(store: EventStore, readModels: DataSource): Promise<LogFault | null> {
  // In this order: a log that is written to meanwhile only grows.
  const checkpoint = await withConnection(readModels, (sql) => readCheckpoint(sql, LIVE_SCHEMA));
  const lastPosition = await store.lastPosition();
  if (checkpoint <= lastPosition) return null;
  const what =
    `the read models show the log up to position ${checkpoint}, and it ends at ${lastPosition}: events are gone ` +
    `(where an older copy of it was restored on purpose, drop schema ${LIVE_SCHEMA}: the next start builds it)`;
  return { kind: 'missing', stream: null, revision: null, position: lastPosition + 1n, what };
}
