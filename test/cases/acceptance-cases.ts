import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readLedgerOutput, type LedgerOutput } from './ledger-output';

const DATA = join(__dirname, 'data');
const EVENTS = '.ndjson';

/** A history with the output that the replay must give for it. */
export interface AcceptanceCase {
  readonly name: string;
  /** NDJSON. */
  readonly events: string;
  readonly expected: LedgerOutput;
}

/** The small hand-worked cases, and the long generated histories under `histories/`. */
export function acceptanceCaseNames(): { readonly cases: string[]; readonly histories: string[] } {
  return { cases: namesIn(''), histories: namesIn('histories') };
}

export function acceptanceCase(name: string): AcceptanceCase {
  return {
    name,
    events: readFileSync(join(DATA, name + EVENTS), 'utf8'),
    expected: readLedgerOutput(readFileSync(join(DATA, `${name}.expected.json`), 'utf8')),
  };
}

function namesIn(folder: string): string[] {
  return readdirSync(join(DATA, folder))
    .filter((file) => file.endsWith(EVENTS))
    .map((file) => join(folder, file.slice(0, -EVENTS.length)))
    .sort();
}
