import type { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import type { EventStore } from '@ledger/event-store/event-store';
import type { ProgramTerms } from '@ledger/program/program-terms';
import { buildReadModels } from '@ledger/runner/build-read-models';
import { programsInForce } from '@ledger/runner/programs-in-force';
import { publishTerms } from '@ledger/runner/publish-terms';
import { migrateLedger } from '../database/migrate-ledger';

export interface Preparation {
  readonly pool: Pool;
  readonly readModels: DataSource;
  readonly store: EventStore;
  readonly programs: readonly ProgramTerms[];
  /** Told how far it is, where the read models of this release have to be built. */
  readonly say: (line: string) => void;
}

/**
 * Makes everything that the services need in Postgres and in the event store, the read models last: once they are there,
 * the services start. Those of another release may run meanwhile, on their own read models. Doing it again changes
 * nothing. Answers the programs whose terms were published now.
 */
export async function prepareCluster({ pool, readModels, store, programs, say }: Preparation): Promise<string[]> {
  await migrateLedger(pool);
  const published = await publishTerms(store, programs);
  await buildReadModels({
    ...{ store, readModels, say, forOps: true },
    programs: await programsInForce(store, programs),
  });
  return published;
}
