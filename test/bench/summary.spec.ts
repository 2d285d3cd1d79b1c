import { compareShapes, median, summaryOf } from './summary';
import type { RunFigures } from './run-once';
import type { Taken } from './stopwatch';

const taken = (seconds: number): Taken => ({ wallMs: seconds * 1000, nodeMs: seconds * 500, postgresMs: 0 });

/** A run whose ingest took so many seconds, and its floor two. */
function run(ingestSeconds: number): RunFigures {
  return {
    ingest: taken(ingestSeconds),
    http: taken(20),
    tenthsMs: [300, 100, 100, 100, 100, 100, 100, 100, 100, 150],
    projectionLagMs: 40,
    restart: taken(4),
    rebuild: taken(5),
    drain: taken(1),
    copy: { rows: 8_000, taken: taken(2) },
    replay: taken(8),
    logEvents: 3_000,
  };
}

const rowOf = (what: string, runs: readonly RunFigures[], events = 1_000) =>
  summaryOf(runs, events).find((row) => row.what.startsWith(what));

describe('the summary of a benchmark', () => {
  it('shows the median of the rounds, by the clock and by processor time', () => {
    const runs = [run(10), run(4), run(5)];
    expect(rowOf('ingest in process, events/s', runs)).toMatchObject({ wall: '200', processor: '400' });
    expect(rowOf('ingest in process ÷ c', runs)).toMatchObject({ wall: '0.40', processor: '0.40', aim: '≥ 0.30' });
    expect(rowOf('rebuild ÷ e', runs)).toMatchObject({ wall: '0.20' });
    expect(rowOf('last tenth', runs, 50_000)).toMatchObject({ wall: '2.00', processor: '' });
    expect(rowOf('last tenth', runs, 49_999)).toMatchObject({ wall: '–', processor: '' });
  });

  it('compares a hot partner with uniform business, if both were measured', () => {
    const uniform = [run(9)];
    const both = compareShapes(new Map([['uniform', uniform] as const, ['hot-partner', [run(10)]] as const]));
    expect(both).toMatchObject([{ wall: '0.90', aim: '≥ 0.90' }]);
    expect(compareShapes(new Map([['uniform', uniform] as const]))).toEqual([]);
  });

  it('takes the mean of the two in the middle of an even number', () => {
    expect([median([3]), median([4, 1]), median([9, 1, 2, 4])]).toEqual([3, 2.5, 3]);
  });
});
