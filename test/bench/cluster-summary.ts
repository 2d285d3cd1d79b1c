import { bottleneckOf, type ProcessTime } from './bottleneck';
import type { ClusterFigures, ClusterTaken } from './measure-cluster';
import { processorMs, type Taken } from './stopwatch';
import { median, type SummaryRow } from './summary';

/** The medians of all rounds of a shape. */
export function clusterSummary(runs: readonly ClusterFigures[], events: number): SummaryRow[] {
  const offered = () => events;
  const ingest = ({ ingest: taken }: ClusterFigures) => clocksOf(taken);
  const kafka = ({ kafka: taken }: ClusterFigures) => clocksOf(taken);
  const copy = ({ copy: { taken } }: ClusterFigures) => floorClocks(taken);
  return [
    rate('ingest through Kafka, events/s', runs, ingest, offered),
    rate('k: kafkajs alone through one topic, records/s', runs, kafka, offered),
    rate('c: COPY of all rows, rows/s', runs, copy, ({ copy: { rows } }) => rows),
    ratio('ingest through Kafka ÷ k', runs, kafka, ingest),
    ratio('ingest through Kafka ÷ c', runs, copy, ingest),
  ];
}

/** The run in the middle by the clock (of two, the faster), whose steps and processes are shown. */
export function middleRun(runs: readonly ClusterFigures[]): ClusterFigures | undefined {
  return [...runs].sort((a, b) => a.ingest.wallMs - b.ingest.wallMs)[Math.ceil(runs.length / 2) - 1];
}

/** A row for each step: records, records a second, the largest lag, milliseconds a record was there. */
export function stepRows({ steps }: ClusterFigures): string[][] {
  return steps.map(({ step, records, perSecond, largestLag, waitMs }) => [
    step,
    ...[records, perSecond, largestLag, waitMs].map(whole),
  ]);
}

/** A row for each process: seconds, milliseconds for 1,000 events, the part of the time in which it computed. */
export function processRows({ ingest: { processes, wallMs } }: ClusterFigures, events: number): string[][] {
  return processes.map(({ process, ms }) => [
    process,
    (ms / 1000).toFixed(1),
    whole((ms * 1000) / events),
    `${Math.round((100 * ms) / wallMs)} %`,
  ]);
}

/** What held a run up. */
export function bottleneckOfRun({ ingest, machineBusy, steps }: ClusterFigures, processors: number): string {
  return bottleneckOf({ ...ingest, machineBusy, steps, processors });
}

/** By the clock, and by processor time; null: the system does not tell. */
type Clocks = readonly [wallMs: number, processorMs: number | null];

function clocksOf({ wallMs, processes }: ClusterTaken): Clocks {
  return [wallMs, processes.length === 0 ? null : sumOf(processes)];
}

function floorClocks(taken: Taken): Clocks {
  return [taken.wallMs, processorMs(taken)];
}

function rate(
  what: string,
  runs: readonly ClusterFigures[],
  clocks: (run: ClusterFigures) => Clocks,
  count: (run: ClusterFigures) => number,
): SummaryRow {
  const by = (clock: 0 | 1) =>
    medianOf(runs, whole, (run) => {
      const ms = clocks(run)[clock];
      return ms === null ? null : (count(run) * 1000) / ms;
    });
  return { what, wall: by(0), processor: by(1), aim: '' };
}

function ratio(
  what: string,
  runs: readonly ClusterFigures[],
  floor: (run: ClusterFigures) => Clocks,
  taken: (run: ClusterFigures) => Clocks,
): SummaryRow {
  const by = (clock: 0 | 1) =>
    medianOf(
      runs,
      (value) => value.toFixed(3),
      (run) => {
        const [floorMs, ms] = [floor(run)[clock], taken(run)[clock]];
        return floorMs === null || ms === null ? null : floorMs / ms;
      },
    );
  return { what, wall: by(0), processor: by(1), aim: '' };
}

function medianOf(
  runs: readonly ClusterFigures[],
  format: (value: number) => string,
  value: (run: ClusterFigures) => number | null,
): string {
  const values = runs.map(value).filter((each) => each !== null);
  return values.length === 0 ? '' : format(median(values));
}

function sumOf(processes: readonly ProcessTime[]): number {
  return processes.reduce((sum, { ms }) => sum + ms, 0);
}

function whole(value: number): string {
  return Math.round(value).toLocaleString('en');
}
