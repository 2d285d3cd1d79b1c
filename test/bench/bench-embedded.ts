import { load, say, showSummary, showTable } from './bench-report';
import { measureApart } from './measure-apart';
import { runOnce, type RunFigures } from './run-once';
import type { RunOptions, Shape } from './run-options';
import { compareShapes, summaryOf } from './summary';

/** Measures the histories on the embedded runtime, and where it spends its time. */
export async function benchEmbedded(histories: readonly RunOptions[], rounds: number, phases: boolean): Promise<void> {
  const runs = new Map<Shape, RunFigures[]>(histories.map(({ shape }) => [shape, []]));
  for (let round = 1; round <= rounds; round += 1) {
    for (const options of histories) {
      runs.get(options.shape)?.push(await runOnce(options));
      say(`round ${round}, ${options.shape}: measured, invariants hold, load ${load()}`);
    }
  }
  for (const { shape, events } of histories) showSummary(shape, summaryOf(runs.get(shape) ?? [], events));
  const compared = compareShapes(runs);
  if (compared.length > 0) showSummary('shapes', compared);
  if (!phases) return;
  for (const options of histories) await showPhases(options);
}

async function showPhases(options: RunOptions): Promise<void> {
  const phases = await measureApart('phases', options);
  const allMs = phases.reduce((sum, { ms }) => sum + ms, 0);
  showTable(
    [`where ${options.shape} spends its time`, 'ms', 'share'],
    phases.map(({ phase, ms }) => [phase, Math.round(ms), `${Math.round((100 * ms) / allMs)} %`]),
  );
}
