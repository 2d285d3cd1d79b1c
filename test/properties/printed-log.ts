import { MemoryEventStore } from '@ledger/event-store/memory/memory-event-store';
import type { MemoryLog } from '@ledger/event-store/memory/memory-log';
import { ledgerAsOf } from '@ledger/read-models/as-of/ledger-as-of';
import { MemoryLedger } from '@ledger/read-models/memory/memory-ledger';
import { jsonReport } from '@ledger/read-models/report/json-report';
import { readBatches } from '@ledger/runner/project-log';
import { presetNamed } from './presets';

/** What the read models made of the log print. */
export async function printed(log: MemoryLog): Promise<string> {
  const store = new MemoryEventStore(log);
  const rows = new MemoryLedger((name) => presetNamed(name).calendar);
  for await (const { entries } of readBatches(store, 0n, await store.lastPosition())) rows.apply(entries);
  let text = '';
  for await (const piece of jsonReport(await ledgerAsOf(rows, { termsOf: presetNamed, asOf: null }))) text += piece;
  return text;
}

/** The first lines in which two outputs differ; null: they are the same. A whole diff of large ones takes minutes. */
export function firstDifference(actual: string, expected: string): readonly (string | undefined)[] | null {
  if (actual === expected) return null;
  const [lines, others] = [actual.split('\n'), expected.split('\n')];
  const index = others.findIndex((line, at) => line !== lines[at]);
  return [`line ${index + 1}`, lines[index], others[index]];
}
