import type { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import type { EventStore } from '@ledger/event-store/event-store';
import { migrateEventStore } from '@ledger/event-store/postgres/migrate-event-store';
import type { ProgramTerms } from '@ledger/program/program-terms';
import { migrateReadModels } from '@ledger/read-models/postgres/read-models-data-source';
import { migratePersonalData } from '@ledger/runner/personal/postgres-personal-data-store';
import { publishTerms } from '@ledger/runner/publish-terms';
import { migrateApi } from '../database/api-data-source';
import { migrateClusterBook } from './cluster-book';

export interface Preparation {
  readonly pool: Pool;
  readonly readModels: DataSource;
  readonly api: DataSource;
  readonly store: EventStore;
  readonly programs: readonly ProgramTerms[];
}

/**
 * Makes everything that the services need in Postgres and in the event store, the terms last: once they are there, the
 * services start. Doing it again changes nothing. Answers the programs whose terms were published now.
 */
export async function prepareCluster({ pool, readModels, api, store, programs }: Preparation): Promise<string[]> {
  await migrateEventStore(pool);
  await migratePersonalData(pool);
  await migrateReadModels(readModels);
  await migrateApi(api);
  await migrateClusterBook(pool);
  return publishTerms(store, programs);
}
