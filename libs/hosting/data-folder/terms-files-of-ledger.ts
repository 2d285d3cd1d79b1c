import { resolve } from 'node:path';
import { termsFilesOf } from '../settings/programs-of-environment';
import { withRemembered } from './remembered-environment';

/**
 * What names the terms that the ledger in a data folder begins with: LEDGER_TERMS, or where that is not set what the
 * folder's ledger was started with.
 */
export async function termsFilesOfLedger(dataDir: string, given: NodeJS.ProcessEnv): Promise<readonly string[]> {
  return termsFilesOf(await withRemembered(resolve(dataDir), given));
}
