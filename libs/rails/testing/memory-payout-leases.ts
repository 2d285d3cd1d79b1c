import type { PayoutLeases } from '../sender/payout-leases';
import type { PayoutName } from '../sending/payout-name';
import type { Fence } from '../sending/sending.events';

interface Lease {
  readonly fence: number;
  readonly holder: string;
  readonly endsAtMs: number;
}

/** Leases in memory. */
export class MemoryPayoutLeases implements PayoutLeases {
  private readonly leases = new Map<string, Lease>();

  constructor(
    private readonly lastMs: number,
    private readonly nowMs: () => number = Date.now,
  ) {}

  take({ program, payout }: PayoutName, holder: string): Promise<Fence | null> {
    const name = `${payout} ${program}`;
    const lease = this.leases.get(name);
    const isOver = lease === undefined || lease.endsAtMs <= this.nowMs();
    if (!isOver && lease.holder !== holder) return Promise.resolve(null);
    const fence = isOver ? (lease?.fence ?? 0) + 1 : lease.fence;
    this.leases.set(name, { fence, holder, endsAtMs: this.nowMs() + this.lastMs });
    return Promise.resolve(fence as Fence);
  }

  giveBack({ program, payout }: PayoutName, holder: string): Promise<void> {
    const name = `${payout} ${program}`;
    const lease = this.leases.get(name);
    if (lease?.holder === holder) this.leases.set(name, { ...lease, endsAtMs: -Infinity });
    return Promise.resolve();
  }
}
