import type { LedgerEventJson } from './ledger-event-json';
import { odoopbxSample } from './programs/odoopbx';
import { plaidcloudSample } from './programs/plaidcloud';
import { plixoSample } from './programs/plixo';
import { resellerSample } from './programs/reseller';
import { threeTierSample } from './programs/three-tier';

/** The seed of the committed files. */
export const SAMPLE_SEED = 2026;

type SampleMaker = (seed: number) => LedgerEventJson[];

const SAMPLES: Readonly<Record<string, SampleMaker>> = {
  plixo: plixoSample,
  reseller: resellerSample,
  'three-tier': threeTierSample,
  plaidcloud: plaidcloudSample,
  odoopbx: odoopbxSample,
};

/** One sample file: its name and its text, one event a line. */
export interface SampleFile {
  readonly fileName: string;
  readonly text: string;
}

/** All sample files. The same seed gives the same text, byte for byte. */
export function makeSampleFiles(seed = SAMPLE_SEED): SampleFile[] {
  return Object.entries(SAMPLES).map(([program, make]) => ({
    fileName: `${program}.ndjson`,
    text: make(seed)
      .map((event) => `${JSON.stringify(event)}\n`)
      .join(''),
  }));
}
