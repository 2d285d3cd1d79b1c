import { readJsonLines } from '@ledger/hosting/input/read-json-lines';
import { loadTerms, presetPaths } from '@ledger/program/load-terms-file';
import type { ProgramTerms } from '@ledger/program/program-terms';
import { MemoryLedger } from '@ledger/read-models/memory/memory-ledger';
import { ReplayLedger } from '@ledger/runner/replay-ledger';
import { hashReport } from './hash-report';
import type { RunOptions } from './run-options';
import { timed, type Taken } from './stopwatch';

export interface ReplayFigures {
  /** From the first event read to the report written. */
  readonly replay: Taken;
  readonly reportHash: string;
}

/** Measures the replay in memory, which is also what the running system is compared with. */
export async function measureReplay({ file }: RunOptions): Promise<ReplayFigures> {
  const programs = loadTerms(presetPaths());
  const byName = new Map(programs.map((terms) => [terms.name, terms]));
  const termsOf = (name: string): ProgramTerms => {
    const terms = byName.get(name);
    if (terms === undefined) throw new RangeError(`no program ${name}`);
    return terms;
  };
  const rows = new MemoryLedger((name) => termsOf(name).calendar);
  const ledger = new ReplayLedger({ programs, skipped: new Set(), asOf: null }, rows);
  const { result, taken } = await timed(null, async () => {
    for await (const { value } of readJsonLines(file)) ledger.offer(value);
    return hashReport(rows, { termsOf, asOf: null });
  });
  return { replay: taken, reportHash: result };
}
