import { bottleneckOf, type Observed } from './bottleneck';

const step = (name: string, waitMs: number) => ({ step: name, records: 100, perSecond: 50, largestLag: 9, waitMs });

const run: Observed = {
  wallMs: 10_000,
  processors: 2,
  machineBusy: 0.5,
  processes: [
    { process: 'commission', ms: 3_000 },
    { process: 'payout', ms: 9_000 },
    { process: 'Postgres', ms: 1_000 },
  ],
  steps: [step('gate', 30), step('payout', 90)],
};

describe('the bottleneck of a run', () => {
  it('is a process that computes all the time, while processors are left', () => {
    expect(bottleneckOf({ ...run, machineBusy: 0.7 })).toBe(
      'payout: it computes 90 % of the time, while the machine is only 70 % busy; ' +
        'records wait longest for payout, 90 ms each, 75 % of all waiting',
    );
  });

  it('is the processors, when all are busy: with who takes most of them', () => {
    const busy = { ...run, wallMs: 7_000, machineBusy: 0.95 };
    expect(bottleneckOf(busy)).toMatch(/^the processors: all 2 are 95 % busy; payout takes most, 69 % of the run's/);
  });

  it('is told apart from other work on the machine', () => {
    expect(bottleneckOf({ ...run, machineBusy: 1 })).toContain('35 % by other work: repeat it on a quiet machine');
  });

  it('is waiting, when neither a process nor the machine is busy', () => {
    expect(bottleneckOf({ ...run, wallMs: 30_000, machineBusy: 0.3 })).toMatch(
      /^waiting for answers, not computing: the machine is 30 % busy, and even payout computes only 30 %/,
    );
  });

  it('is left open where the system tells nothing', () => {
    expect(bottleneckOf({ ...run, processes: [] })).toMatch(/^this system does not tell processor times; records wait/);
    expect(bottleneckOf({ ...run, steps: [] })).toMatch(/no record waited anywhere$/);
  });
});
