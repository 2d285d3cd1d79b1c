import type { Answer, LedgerRuntime } from '@ledger/runner/ledger-runtime';
import { answeredInTime } from './answered-in-time';

describe('a ledger that cannot record in time', () => {
  const recorded: ((answers: readonly Answer[]) => void)[] = [];
  const ledger: LedgerRuntime = {
    offer: () => new Promise((resolve) => recorded.push(resolve)),
    programs: () => Promise.resolve([]),
    clockOf: () => null,
  };
  const unavailable = expect.objectContaining({ kind: 'unavailable', more: { headers: { 'Retry-After': '5' } } });

  it('says so to those who wait, at once to those who come meanwhile, and goes on once it can', async () => {
    const runtime = answeredInTime(ledger, 20);
    const [first, second] = [runtime.offer([]), runtime.offer([])];
    await expect(first).rejects.toEqual(unavailable);
    await expect(second).rejects.toEqual(unavailable);
    await expect(runtime.offer([])).rejects.toEqual(unavailable);
    expect(recorded).toHaveLength(2);
    recorded.splice(0).forEach((resolve) => resolve([]));
    await new Promise((resolve) => setImmediate(resolve));
    const third = runtime.offer([]);
    recorded.splice(0).forEach((resolve) => resolve([]));
    expect(await third).toEqual([]);
  });
});
