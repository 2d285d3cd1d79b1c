import { heldAt } from './held-at';

const noted = (number: number, holdsFrom: string) => ({ number, holdsFrom, by: 'dana', notedAt: new Date(0) });

describe('what held on a day', () => {
  it('is nothing before the first, and the latest from its day on', () => {
    const all = [noted(1, '2026-01-10'), noted(2, '2026-03-01')];
    expect(['2026-01-09', '2026-01-10', '2026-02-28', '2026-03-01'].map((day) => heldAt(all, day)?.number)).toEqual([
      undefined,
      1,
      1,
      2,
    ]);
  });

  it('is what was noted last of what holds from one day; a correction of the past leaves what came after', () => {
    const all = [noted(3, '2026-01-10'), noted(1, '2026-01-10'), noted(2, '2026-03-01')];
    expect([heldAt(all, '2026-02-01')?.number, heldAt(all, '2026-04-01')?.number]).toEqual([3, 2]);
  });
});
