import { loadTerms, presetPaths } from '@ledger/program/load-terms-file';
import type { ProgramTerms } from '@ledger/program/program-terms';

export const presets: readonly ProgramTerms[] = loadTerms(presetPaths());

/** Throws RangeError where there is no preset of that name. */
export function presetNamed(name: string): ProgramTerms {
  const preset = presets.find(({ name: program }) => program === name);
  if (preset === undefined) throw new RangeError(`no terms of a program ${name}`);
  return preset;
}
