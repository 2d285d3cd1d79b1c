import { presetPaths } from '@ledger/program/load-terms-file';
import { basename } from 'node:path';
import type { RunOptions } from './run-options';

/** The environment of a measured ledger: it knows the run's program alone, as the replay that it is compared with. */
export function termsOfRun({ program }: Pick<RunOptions, 'program'>): { readonly LEDGER_TERMS: string } {
  const path = presetPaths().find((each) => basename(each) === `${program}.yaml`);
  if (path === undefined) throw new RangeError(`there is no preset ${program}`);
  return { LEDGER_TERMS: path };
}
