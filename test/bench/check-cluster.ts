import { personalKeyOfStart } from '@ledger/hosting/data-folder/personal-key';
import { createReadStream } from 'node:fs';
import split2 from 'split2';
import { MemoryLedger } from '@ledger/read-models/memory/memory-ledger';
import { readLedger } from '@ledger/read-models/postgres/read-ledger';
import { exportFacts } from '@ledger/runner/export-facts';
import { PersonalDataConcealer } from '@ledger/runner/personal/conceal-personal-data';
import { PostgresPersonalDataStore } from '@ledger/runner/personal/postgres-personal-data-store';
import { ReplayLedger } from '@ledger/runner/replay-ledger';
import type { Storage } from '@ledger/hosting/storage/open-storage';
import type { ProgramTerms } from '@ledger/program/program-terms';
import { TERMS_SOURCE } from '@ledger/program/publication-of-terms';
import { hashReport } from './hash-report';

/** What must hold after a run, or there is no figure: nothing offered is missing, and the export is the replay of the facts. */
export async function checkCluster(
  { store, pool, readModels }: Storage,
  { dataDir }: { readonly dataDir: string },
  file: string,
): Promise<void> {
  const termsOf = (name: string): ProgramTerms => {
    const terms = replay.termsOf(name);
    if (terms === undefined) throw new RangeError(`no program ${name}`);
    return terms;
  };
  const rows = new MemoryLedger((name) => termsOf(name).calendar);
  const replay: ReplayLedger = new ReplayLedger({ programs: [], skipped: new Set(), asOf: null }, rows);
  const personalData = new PostgresPersonalDataStore(pool);
  const concealer = new PersonalDataConcealer(await personalKeyOfStart(dataDir, undefined));
  const missing = await offeredTimes(file);
  for await (const fact of exportFacts({ store, personalData, concealer })) {
    replay.offer(fact);
    if ((fact as { readonly source?: string }).source === TERMS_SOURCE) continue;
    const id = idOf(fact);
    const times = missing.get(id);
    if (times === undefined) throw new Error(`no figure: ${id} was recorded more often than it was offered`);
    if (times === 1) missing.delete(id);
    else missing.set(id, times - 1);
  }
  const [first] = missing.keys();
  if (first !== undefined) throw new Error(`no figure: ${missing.size} events that were offered are missing: ${first}`);
  replay.finish();
  const replayed = await hashReport(rows, { termsOf, asOf: null });
  const exported = await readLedger(readModels, (live) => hashReport(live, { termsOf, asOf: null }));
  if (exported !== replayed) throw new Error('no figure: the export differs from the replay of the exported facts');
}

/** How often each event was offered: a history repeats some. */
async function offeredTimes(file: string): Promise<Map<string, number>> {
  const times = new Map<string, number>();
  for await (const line of createReadStream(file).pipe(split2()) as AsyncIterable<string>) {
    const id = idOf(JSON.parse(line));
    times.set(id, (times.get(id) ?? 0) + 1);
  }
  return times;
}

function idOf(event: unknown): string {
  const { source, id } = event as { readonly source: string; readonly id: string };
  return `${source} ${id}`;
}
