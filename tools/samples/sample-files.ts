import { NO_DISORDER } from '@tools/histories/disorder';
import { streamHistory } from '@tools/histories/generate-history';
import type { Knobs } from '@tools/histories/knobs';
import { inEveryProgram } from '@tools/histories/scenarios/scenario';
import { at } from '@tools/histories/times';
import { odoopbxYear } from './programs/odoopbx';
import { plaidcloudYear } from './programs/plaidcloud';
import { plixoYear } from './programs/plixo';
import { resellerYear } from './programs/reseller';
import { threeTierYear } from './programs/three-tier';
import { SampleYear } from './sample-year';

/** The seed of the committed files. */
export const SAMPLE_SEED = 2026;

type TellYear = (year: SampleYear) => void;

const YEARS: Readonly<Record<string, TellYear>> = {
  plixo: plixoYear,
  reseller: resellerYear,
  'three-tier': threeTierYear,
  plaidcloud: plaidcloudYear,
  odoopbx: odoopbxYear,
};

/** One sample file: its name and its text, one event a line. */
export interface SampleFile {
  readonly fileName: string;
  readonly text: string;
}

/** All sample files. The same seed gives the same text, byte for byte. */
export function makeSampleFiles(seed = SAMPLE_SEED): SampleFile[] {
  return Object.entries(YEARS).map(([program, tell]) => ({
    fileName: `${program}.ndjson`,
    text: [...streamHistory({ program, seed, shape: sampleYear(tell) })].map((line) => `${line}\n`).join(''),
  }));
}

/** One scenario, a whole year long; what goes wrong in it is told. */
function sampleYear(tell: TellYear): Knobs {
  const year = {
    shows: 'a year of the program',
    lastsDays: 365,
    possibleIn: inEveryProgram,
    play: (world: ConstructorParameters<typeof SampleYear>[0]) => tell(new SampleYear(world)),
  };
  return {
    name: 'sample',
    starts: at('2026-01-01', '00:00'),
    ends: at('2026-12-31', '23:59'),
    disorder: NO_DISORDER,
    acting: { by: 'scenarios', scenarios: [year], again: [], closedMonths: 0 },
  };
}
