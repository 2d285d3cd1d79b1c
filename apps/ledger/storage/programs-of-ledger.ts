import { resolve } from 'node:path';
import type { ProgramTerms } from '@ledger/program/program-terms';
import { programsOfEnvironment } from '@ledger/service-kit/settings/programs-of-environment';
import { withRemembered } from './remembered-environment';

/**
 * The programs of the ledger in a data folder: of LEDGER_TERMS, or where that is not set of what the folder's ledger
 * was started with. Throws UserError for files that cannot be used.
 */
export async function programsOfLedger(dataDir: string, given: NodeJS.ProcessEnv): Promise<ProgramTerms[]> {
  const environment = await withRemembered(resolve(dataDir), given);
  return programsOfEnvironment(environment);
}
