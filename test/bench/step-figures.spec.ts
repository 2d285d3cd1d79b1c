import { stepFigures, type Sample } from './step-figures';

/** A sample of two steps, each with how many records it was given and how many of them are left. */
const sample = (atMs: number, gate: [number, number], payout: [number, number]): Sample => ({
  atMs,
  steps: [
    { step: 'gate', records: gate[0], lag: gate[1] },
    { step: 'payout', records: payout[0], lag: payout[1] },
  ],
});

const course = [
  sample(0, [0, 0], [0, 0]),
  sample(100, [80, 80], [0, 0]),
  sample(200, [100, 40], [60, 10]),
  sample(300, [100, 0], [100, 20]),
  sample(400, [100, 0], [100, 0]),
];

describe('the figures of a step of the cluster', () => {
  it('are each step’s own: from before its first record until all were done', () => {
    expect(stepFigures(course)).toMatchObject([
      { step: 'gate', records: 100, perSecond: 100_000 / 300, largestLag: 80 },
      { step: 'payout', records: 100, perSecond: 100_000 / 300, largestLag: 20 },
    ]);
  });

  it('tell how long a record was there, from what lay there over time', () => {
    const [gate, payout] = stepFigures(course);
    expect(gate?.waitMs).toBe((40 * 100 + 60 * 100 + 20 * 100) / 100);
    expect(payout?.waitMs).toBe((5 * 100 + 15 * 100 + 10 * 100) / 100);
  });

  it('show no speed for a step that never did all it was given', () => {
    const [gate] = stepFigures(course.slice(0, 3));
    expect(gate).toMatchObject({ records: 100, perSecond: 0 });
  });
});
