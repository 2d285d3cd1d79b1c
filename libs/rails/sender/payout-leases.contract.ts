import { setTimeout as sleep } from 'node:timers/promises';
import type { PayoutLeases } from './payout-leases';

/** How leases are opened: how long each is good for. */
export type OpenLeases = (lastMs: number) => Promise<{ leases: PayoutLeases; close(): Promise<void> }>;

const LONG_MS = 60_000;
const SHORT_MS = 50;

/** What all leases of payouts keep, whatever they are kept in. */
export function keepsLeases(name: string, open: OpenLeases): void {
  describe(`${name}, as leases of payouts`, () => {
    const payout = { program: 'acme', payout: 'po-3' };
    let opened: Awaited<ReturnType<OpenLeases>>;
    afterEach(() => opened.close());
    const leasesFor = async (lastMs: number) => (opened = await open(lastMs)).leases;

    it('are had by one at a time, who may go on under the same number', async () => {
      const leases = await leasesFor(LONG_MS);
      expect(await leases.take(payout, 'a')).toBe(1);
      expect(await leases.take(payout, 'b')).toBeNull();
      expect(await leases.take(payout, 'a')).toBe(1);
    });

    it('are taken over under a greater number, once they are given back or over', async () => {
      const leases = await leasesFor(SHORT_MS);
      expect(await leases.take(payout, 'a')).toBe(1);
      await leases.giveBack(payout, 'a');
      expect(await leases.take(payout, 'b')).toBe(2);
      await sleep(2 * SHORT_MS);
      expect(await leases.take(payout, 'a')).toBe(3);
    });

    it('have another number for who comes back after they were over', async () => {
      const leases = await leasesFor(SHORT_MS);
      expect(await leases.take(payout, 'a')).toBe(1);
      await sleep(2 * SHORT_MS);
      expect(await leases.take(payout, 'a')).toBe(2);
    });

    it('are given back by none but who has them', async () => {
      const leases = await leasesFor(LONG_MS);
      await leases.take(payout, 'a');
      await leases.giveBack(payout, 'b');
      expect(await leases.take(payout, 'b')).toBeNull();
    });

    it('are apart for each payout of each program', async () => {
      const leases = await leasesFor(LONG_MS);
      await leases.take(payout, 'a');
      expect(await leases.take({ ...payout, payout: 'po-33' }, 'b')).toBe(1);
      expect(await leases.take({ ...payout, program: 'other' }, 'b')).toBe(1);
    });

    it('go to one of those who ask at the same moment', async () => {
      const leases = await leasesFor(LONG_MS);
      const taken = await Promise.all(['a', 'b', 'c', 'd'].map((holder) => leases.take(payout, holder)));
      expect(taken.filter((fence) => fence !== null)).toEqual([1]);
    });
  });
}
