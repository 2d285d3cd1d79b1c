import { clusterSummary, middleRun, processRows, stepRows } from './cluster-summary';
import type { ClusterFigures } from './measure-cluster';

/** A run that took so many seconds, with floors of one and two. */
function run(seconds: number): ClusterFigures {
  const processes = [
    { process: 'commission', ms: seconds * 600 },
    { process: 'Kafka', ms: seconds * 200 },
  ];
  return {
    ingest: { wallMs: seconds * 1000, processes },
    machineBusy: 0.5,
    steps: [{ step: 'gate', records: 1_000, perSecond: 99.6, largestLag: 800, waitMs: 1_234.4 }],
    kafka: { wallMs: 1_000, processes: [{ process: 'Kafka', ms: 400 }] },
    copy: { rows: 8_000, taken: { wallMs: 2_000, nodeMs: 300, postgresMs: 700 } },
  };
}

const rowOf = (what: string, runs: readonly ClusterFigures[]) =>
  clusterSummary(runs, 1_000).find((row) => row.what.startsWith(what));

describe('the summary of a benchmark of the cluster', () => {
  it('shows the median of the rounds against both floors, by the clock and by processor time', () => {
    const runs = [run(10), run(4), run(5)];
    expect(rowOf('ingest through Kafka, events/s', runs)).toMatchObject({ wall: '200', processor: '250' });
    expect(rowOf('k:', runs)).toMatchObject({ wall: '1,000', processor: '2,500' });
    expect(rowOf('c:', runs)).toMatchObject({ wall: '4,000', processor: '8,000' });
    expect(rowOf('ingest through Kafka ÷ k', runs)).toMatchObject({ wall: '0.200', processor: '0.100' });
    expect(rowOf('ingest through Kafka ÷ c', runs)).toMatchObject({ wall: '0.400', processor: '0.250' });
  });

  it('leaves processor time out where the system does not tell it', () => {
    const silent = { ...run(4), ingest: { wallMs: 4_000, processes: [] } };
    expect(rowOf('ingest through Kafka ÷ k', [silent])).toMatchObject({ wall: '0.250', processor: '' });
  });

  it('shows steps and processes of the run in the middle', () => {
    expect(middleRun([run(10), run(4), run(5)])?.ingest.wallMs).toBe(5_000);
    expect(middleRun([run(10), run(4)])?.ingest.wallMs).toBe(4_000);
    expect(stepRows(run(5))).toEqual([['gate', '1,000', '100', '800', '1,234']]);
    expect(processRows(run(5), 1_000)).toEqual([
      ['commission', '3.0', '3,000', '60 %'],
      ['Kafka', '1.0', '1,000', '20 %'],
    ]);
  });
});
