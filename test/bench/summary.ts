import type { RunFigures } from './run-once';
import type { Shape } from './run-options';
import { processorMs, type Taken } from './stopwatch';

/** One line of the outcome. */
export interface SummaryRow {
  readonly what: string;
  /** By the clock. */
  readonly wall: string;
  /** By the processor time of Node and Postgres together. */
  readonly processor: string;
  /** What this project aims at; empty: nothing. */
  readonly aim: string;
}

/** The medians of all rounds of a shape. */
export function summaryOf(runs: readonly RunFigures[], events: number): SummaryRow[] {
  const rate = (what: string, taken: (run: RunFigures) => Taken, count: (run: RunFigures) => number) =>
    row(what, '', runs, (run, ms) => (count(run) * 1000) / ms(taken(run)), whole);
  const ratio = (what: string, aim: string, floor: (run: RunFigures) => Taken, taken: (run: RunFigures) => Taken) =>
    row(
      what,
      aim,
      runs,
      (run, ms) => ms(floor(run)) / ms(taken(run)),
      (value) => value.toFixed(2),
    );
  const offered = () => events;
  return [
    rate('ingest in process, events/s', ({ ingest }) => ingest, offered),
    rate('ingest through HTTP, events/s', ({ http }) => http, offered),
    rate(
      'c: COPY of all rows, rows/s',
      ({ copy }) => copy.taken,
      ({ copy }) => copy.rows,
    ),
    ratio(
      'ingest in process ÷ c',
      '≥ 0.30',
      ({ copy }) => copy.taken,
      ({ ingest }) => ingest,
    ),
    ratio(
      'ingest through HTTP ÷ c',
      '',
      ({ copy }) => copy.taken,
      ({ http }) => http,
    ),
    rate(
      'e: drain of the log, log events/s',
      ({ drain }) => drain,
      ({ logEvents }) => logEvents,
    ),
    rate(
      'rebuild, log events/s',
      ({ rebuild }) => rebuild,
      ({ logEvents }) => logEvents,
    ),
    ratio(
      'rebuild ÷ e',
      '≥ 0.30',
      ({ drain }) => drain,
      ({ rebuild }) => rebuild,
    ),
    rate('replay in memory, events/s', ({ replay }) => replay, offered),
    row(
      'restart, s per 100,000 events',
      '',
      runs,
      ({ restart }, ms) => (ms(restart) * 100) / events,
      (s) => s.toFixed(1),
    ),
    tenthsRow(runs, events),
    wallRow('projection behind the last answer, s', '', runs, ({ projectionLagMs }) => projectionLagMs / 1000),
  ];
}

/** How fast one shape is in relation to another. */
export function compareShapes(runs: ReadonlyMap<Shape, readonly RunFigures[]>): SummaryRow[] {
  const hot = runs.get('hot-partner') ?? [];
  const uniform = runs.get('uniform') ?? [];
  if (hot.length === 0 || uniform.length === 0) return [];
  const by = (ms: (taken: Taken) => number) =>
    (median(uniform.map(({ ingest }) => ms(ingest))) / median(hot.map(({ ingest }) => ms(ingest)))).toFixed(2);
  return [{ what: 'hot partner ÷ uniform (ingest)', wall: by(wallMs), processor: by(processor), aim: '≥ 0.90' }];
}

/** The middle of the values; of an even number of them, the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low = NaN, high = low] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return (low + high) / 2;
}

const wallMs = ({ wallMs: ms }: Taken) => ms;
const processor = (taken: Taken) => processorMs(taken) ?? taken.nodeMs;
const whole = (value: number) => Math.round(value).toLocaleString('en');

function row(
  what: string,
  aim: string,
  runs: readonly RunFigures[],
  value: (run: RunFigures, ms: (taken: Taken) => number) => number,
  format: (value: number) => string,
): SummaryRow {
  const by = (ms: (taken: Taken) => number) => format(median(runs.map((run) => value(run, ms))));
  return { what, wall: by(wallMs), processor: by(processor), aim };
}

/** Batches become visible at once, so that tenths of a short run say nothing. */
const COMPARABLE_FROM_EVENTS = 50_000;

function tenthsRow(runs: readonly RunFigures[], events: number): SummaryRow {
  const what = 'last tenth ÷ first tenth (speed)';
  const aim = '≥ 0.75';
  if (events < COMPARABLE_FROM_EVENTS) return { what, wall: '–', processor: '', aim };
  return wallRow(what, aim, runs, ({ tenthsMs }) => (tenthsMs[0] ?? 0) / (tenthsMs.at(-1) ?? 0));
}

function wallRow(
  what: string,
  aim: string,
  runs: readonly RunFigures[],
  value: (run: RunFigures) => number,
): SummaryRow {
  return { what, wall: median(runs.map(value)).toFixed(2), processor: '', aim };
}
