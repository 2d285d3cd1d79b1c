import { parseInstant } from '@ledger/kernel/instant';
import { loadTerms, presetPaths } from '@ledger/program/load-terms-file';
import { programTerms, type ProgramTerms } from '@ledger/program/program-terms';
import type { Terms } from '@ledger/program/terms';

/** The names of the programs that ship with the project. */
export type Preset = 'plixo' | 'reseller' | 'three-tier' | 'plaidcloud' | 'odoopbx';

const presets = new Map(loadTerms(presetPaths()).map((program) => [program.name, program]));

/** A program that ships with the project, as it stands in programs/. */
export function preset(name: Preset): ProgramTerms {
  const program = presets.get(name);
  if (program === undefined) throw new RangeError(`no preset is called ${name}`);
  return program;
}

/** The only version of a preset. */
export function termsOf(name: Preset): Terms {
  return preset(name).versions[0] as Terms;
}

/** A preset whose terms are the given ones in some places. */
export function presetBut(name: Preset, changes: Partial<Terms>): ProgramTerms {
  return programTerms([{ ...termsOf(name), ...changes }]);
}

/** A preset with a second version from a time on, for all or for newcomers only. */
export function presetThen(name: Preset, from: string, second: Partial<Terms>): ProgramTerms {
  const effectiveFrom = parseInstant(`${from}T00:00:00Z`);
  if (effectiveFrom === null) throw new RangeError(`not a date: ${from}`);
  const first = termsOf(name);
  return programTerms([first, { ...first, version: 2, effectiveFrom, ...second }]);
}
