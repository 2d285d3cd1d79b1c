import { RetryLater } from '@ledger/messaging/lane';
import type { Pool } from 'pg';
import { ClockGuard } from './clock-guard';

const DAYS_400_MS = 400 * 86_400_000;

function guardOf(server: { asked: number }, machine: { aheadMs: number }): ClockGuard {
  const query = () => {
    server.asked += 1;
    return Promise.resolve({ rows: [{ ms: String(Date.now()) }] });
  };
  return new ClockGuard({ query } as unknown as Pool, () => Date.now() + machine.aheadMs);
}

it('asks the server once in a while, and at once when the clock of this machine jumped', async () => {
  const [server, machine] = [{ asked: 0 }, { aheadMs: 0 }];
  const guard = guardOf(server, machine);
  await guard.check();
  await guard.check();
  expect(server.asked).toBe(1);
  machine.aheadMs = DAYS_400_MS;
  await expect(guard.check()).rejects.toThrow(RetryLater);
  await expect(guard.check()).rejects.toThrow('576000 minutes ahead');
  machine.aheadMs = 0;
  await guard.check();
});
