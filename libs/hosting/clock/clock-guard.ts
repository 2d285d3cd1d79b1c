import type { Pool } from 'pg';
import { RetryLater } from '@ledger/messaging/lane';

const TOLERANCE_MS = 5 * 60_000;
const CHECK_EVERY_MS = 10_000;
/** So far this machine's clock may run off its own steady one between two looks at the server's. */
const STEADY_WITHIN_MS = 1_000;

/**
 * A gate that runs by the wall clock must not record a wrong time: before it takes anything it compares its clock with
 * the server's of its store, every ten seconds and whenever it jumped.
 */
export class ClockGuard {
  private checkedAtMs = -Infinity;
  /** What this machine's clock was ahead of its steady one when it was found right. */
  private checkedOffsetMs = 0;

  constructor(
    private readonly pool: Pool,
    private readonly nowMs: () => number = Date.now,
  ) {}

  /** Throws RetryLater when the two are more than five minutes apart. */
  async check(): Promise<void> {
    const monotonicMs = performance.now();
    const offsetMs = this.nowMs() - monotonicMs;
    const isSteady = Math.abs(offsetMs - this.checkedOffsetMs) < STEADY_WITHIN_MS;
    if (isSteady && monotonicMs - this.checkedAtMs < CHECK_EVERY_MS) return;
    const { rows } = await this.pool.query<{ ms: string }>(
      'SELECT floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint AS ms',
    );
    const differenceMs = this.nowMs() - Number(rows[0]?.ms);
    if (Math.abs(differenceMs) > TOLERANCE_MS) {
      const minutes = Math.round(Math.abs(differenceMs) / 60_000);
      throw new RetryLater(
        `the clock of this machine is ${minutes} minutes ${differenceMs > 0 ? 'ahead of' : 'behind'} the clock of the store's ` +
          'server: nothing is taken until one of them is set right',
      );
    }
    this.checkedAtMs = monotonicMs;
    this.checkedOffsetMs = offsetMs;
  }
}
