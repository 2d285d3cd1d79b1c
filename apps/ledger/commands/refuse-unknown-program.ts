import type { OpenLedger } from '@ledger/hosting/storage/open-ledger';
import { programsOfFiles } from '@ledger/hosting/settings/terms-files';
import { noSuchProgram } from '../no-such-program';
import { termsInStorage } from './terms/terms-of-ledger';

/** Throws UserError for a program that the ledger has not: what is asked for it would be of no use. */
export async function refuseUnknownProgram(name: string, ledger: OpenLedger): Promise<void> {
  const programs = await programsOf(ledger);
  if (!programs.includes(name)) throw noSuchProgram(name, programs);
}

/** The programs of a ledger; of one that was never started, those that its first start publishes. */
async function programsOf(ledger: OpenLedger): Promise<string[]> {
  if ((await ledger.store.lastPosition()) > 0n) return [...(await termsInStorage(ledger)).programs.keys()];
  return programsOfFiles(ledger.settings.termsFiles).map(({ name }) => name);
}
