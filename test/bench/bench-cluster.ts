import { cpus } from 'node:os';
import { load, say, showSummary, showTable } from './bench-report';
import { bottleneckOfRun, clusterSummary, middleRun, processRows, stepRows } from './cluster-summary';
import { measureApart } from './measure-apart';
import type { ClusterFigures } from './measure-cluster';
import type { RunOptions } from './run-options';

/** Measures the histories on the five services, through a real broker: in all, by step, by process, and what the bottleneck is. */
export async function benchCluster(histories: readonly RunOptions[], rounds: number): Promise<void> {
  const runs = new Map<RunOptions, ClusterFigures[]>(histories.map((options) => [options, []]));
  for (let round = 1; round <= rounds; round += 1) {
    for (const [options, figures] of runs) {
      figures.push(await measureApart('cluster', options));
      say(`round ${round}, ${options.shape}: measured, invariants hold, load ${load()}`);
    }
  }
  for (const [{ shape, events }, figures] of runs) {
    showSummary(shape, clusterSummary(figures, events));
    const middle = middleRun(figures);
    if (middle !== undefined) showRun(middle, events);
  }
}

function showRun(run: ClusterFigures, events: number): void {
  showTable(['step', 'records', 'records/s', 'largest lag', 'ms a record is there'], stepRows(run));
  showTable(['process', 'processor time, s', 'ms for 1,000 events', 'computes'], processRows(run, events));
  say(`bottleneck: ${bottleneckOfRun(run, cpus().length)}`);
}
