import type { ProgramTerms } from '@ledger/program/program-terms';
import { ledgerAsOf } from '@ledger/read-models/as-of/ledger-as-of';
import { MemoryLedger } from '@ledger/read-models/memory/memory-ledger';
import { jsonReport } from '@ledger/read-models/report/json-report';
import { ReplayLedger } from '@ledger/runner/replay-ledger';

/** What the replay prints for a history (NDJSON) under the given terms (contract.md, section 2). */
export async function replayed(programs: readonly ProgramTerms[], events: string): Promise<string> {
  const termsOf = (name: string): ProgramTerms => {
    const found = ledger.termsOf(name);
    if (found === undefined) throw new RangeError(`no terms of ${name}`);
    return found;
  };
  const rows = new MemoryLedger((name) => termsOf(name).calendar);
  const ledger: ReplayLedger = new ReplayLedger({ programs, skipped: new Set(), asOf: null }, rows);
  for (const line of events.trimEnd().split('\n')) ledger.offer(JSON.parse(line));
  ledger.finish();
  let text = '';
  for await (const piece of jsonReport(await ledgerAsOf(rows, { termsOf, asOf: null }))) text += piece;
  return text;
}
