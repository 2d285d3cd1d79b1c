import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { loadTerms, presetPaths } from '@ledger/program/load-terms-file';
import type { ProgramTerms } from '@ledger/program/program-terms';
import { publicationEvent } from '@ledger/program/publication-of-terms';
import { ledgerAsOf } from '@ledger/read-models/as-of/ledger-as-of';
import { MemoryLedger } from '@ledger/read-models/memory/memory-ledger';
import { writeReport } from '@ledger/read-models/report/write-report';
import { ReplayLedger } from '@ledger/runner/replay-ledger';

/** What a ledger begins with that is started with the presets: the facts that publish them. */
export const FIRST_TERMS: readonly string[] = loadTerms(presetPaths()).flatMap(({ versions }) =>
  versions.map((terms) => JSON.stringify(publicationEvent(terms, terms.effectiveFrom))),
);

/** What `ledger replay --format json` prints for these lines; with files of terms, or without any. */
export async function replayLines(lines: readonly string[], files: readonly string[] = presetPaths()): Promise<string> {
  const programs = loadTerms(files);
  const termsOf = (name: string): ProgramTerms => {
    const found = ledger.termsOf(name);
    if (found === undefined) throw new RangeError(name);
    return found;
  };
  const rows = new MemoryLedger((name) => termsOf(name).calendar);
  const ledger: ReplayLedger = new ReplayLedger({ programs, skipped: new Set(), asOf: null }, rows);
  for (const line of lines) ledger.offer(JSON.parse(line));
  const out = new PassThrough();
  const printed = text(out);
  await writeReport(await ledgerAsOf(rows, { termsOf, asOf: null }), out, { format: 'json' });
  out.end();
  return printed;
}
