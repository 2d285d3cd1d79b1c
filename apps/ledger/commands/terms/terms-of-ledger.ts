import type { Instant } from '@ledger/kernel/instant';
import type { ProgramTerms } from '@ledger/program/program-terms';
import { readPrograms } from '@ledger/read-models/postgres/queries/program-snapshot';
import { readLiveTerms } from '@ledger/read-models/postgres/queries/read-terms';
import { bringUpToDate, withReadModels } from '../with-read-models';
import type { OpenLedger } from '@ledger/hosting/storage/open-ledger';

/** The terms of a ledger's programs, as its log has them, and what their clocks show. */
export interface TermsOfLedger {
  readonly programs: ReadonlyMap<string, ProgramTerms>;
  /** Null: nothing was accepted yet; not there: there is no such program. */
  readonly clocks: ReadonlyMap<string, Instant | null>;
}

/** Reads them from the log of the ledger in a data folder, whether it runs or not. */
export async function termsOfLedger(dataDir: string): Promise<TermsOfLedger> {
  return withReadModels(dataDir, termsShown);
}

/** The same, where the ledger is open. */
export async function termsInStorage(ledger: OpenLedger): Promise<TermsOfLedger> {
  await bringUpToDate(ledger);
  return termsShown(ledger);
}

/** The same, where the read models show all that is recorded. */
export async function termsShown({ readModels }: OpenLedger): Promise<TermsOfLedger> {
  const rows = await readPrograms(readModels);
  return {
    programs: await readLiveTerms(readModels),
    clocks: new Map(rows.map(({ program, clock }) => [program, clock])),
  };
}
