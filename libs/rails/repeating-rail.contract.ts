import { amountMinor } from '@ledger/kernel/money';
import type { PayingRail } from './rail';
import { idempotencyKey, transferGroup } from './sending/payout-keys';
import type { Destination, LedgerId, PayoutOrder } from './sending/payout-order';
import type { TransferId } from './sending/transfer';
import type { TransferFault } from './simulator/transfer-fault';

/** A rail that lists nothing, and a hand on what is behind it. */
export interface RepeatingRailUnderTest {
  readonly rail: PayingRail;
  /** What befalls the next requests that move money. */
  befall(...faults: (TransferFault | null)[]): void;
  /** What is held at work is done now. */
  letGoOn(): void;
  holds(minorUnits: number): void;
  /** Everything that was ordered comes to this status at the rail. */
  become(status: string, error?: string): void;
  /** How many orders were taken in. */
  readonly made: number;
  passDays(days: number): void;
  close(): Promise<void>;
}

const order: PayoutOrder = {
  ledger: 'l7.1' as LedgerId,
  program: 'acme',
  payout: 'po-3',
  destination: 'pay.ee@example.org' as Destination,
  amountMinor: amountMinor(9_950),
  currency: 'USD',
};
const key = idempotencyKey(order, 1);

/** What every rail keeps that knows a request again instead of listing: nothing uncertain is told as certain. */
export function keepsToThePortByRepeating(name: string, open: () => Promise<RepeatingRailUnderTest>): void {
  describe(`${name}, as a rail that knows a request again`, () => {
    let under: RepeatingRailUnderTest;
    const post = (attempt = 1) => {
      const its = idempotencyKey(order, attempt);
      return under.rail.post(its, under.rail.requestBody(order, its));
    };
    const accepted = async () => {
      const answer = await post();
      if (answer.kind !== 'accepted') throw new Error(`it is ${answer.kind}`);
      return answer.transfer;
    };
    beforeEach(async () => {
      under = await open();
      under.holds(50_000);
    });
    afterEach(() => under.close());

    it('takes an order in once under a key, and tells the same of it again', async () => {
      const transfer = await accepted();
      expect(await post()).toEqual({ kind: 'accepted', transfer });
      expect(under.made).toBe(1);
    });

    it('lists nothing, and says so', async () => {
      expect(under.rail.times.lookUp).toBe('repeating');
      expect(await under.rail.list(order)).toMatchObject({ kind: 'unknown' });
    });

    it('tells what is paid with all that was ordered, by the id told first and by that of the item', async () => {
      const transfer = await accepted();
      under.become('SUCCESS');
      const reading = await under.rail.read(transfer);
      const { destination, amountMinor: amount, currency } = order;
      const told = { group: transferGroup(order), destination, amountMinor: amount, currency, reversedMinor: 0n };
      expect(reading).toMatchObject({ kind: 'read', transfer: { ...told, feeMinor: 25n } });
      const id = reading.kind === 'read' ? reading.transfer.id : (undefined as never);
      expect(id).not.toBe(transfer);
      expect(await under.rail.read(id)).toEqual(reading);
      expect(await under.rail.read('NOBODY' as TransferId)).toEqual({ kind: 'missing' });
    });

    it.each(['PENDING', 'PROCESSING', 'ONHOLD', 'UNCLAIMED'])('is not done with what is %s', async (status) => {
      const transfer = await accepted();
      under.become(status);
      expect(await under.rail.read(transfer)).toEqual({ kind: 'under_way', why: status });
    });

    it.each([
      ['FAILED', 'RECEIVER_ACCOUNT_LOCKED'],
      ['RETURNED', undefined],
      ['REFUNDED', undefined],
      ['REVERSED', undefined],
      ['BLOCKED', 'REGULATORY_BLOCKED'],
      ['DENIED', undefined],
    ])('paid nobody where it is %s', async (status, error) => {
      const transfer = await accepted();
      under.become(status, error);
      expect(await under.rail.read(transfer)).toEqual({
        kind: 'ended_unpaid',
        code: error ?? status,
        causeMayGo: false,
      });
    });

    it('tells what was taken in and not paid for want of balance from what will never be', async () => {
      const transfer = await accepted();
      under.become('DENIED', 'INSUFFICIENT_FUNDS');
      const unfunded = { kind: 'ended_unpaid', code: 'INSUFFICIENT_FUNDS', causeMayGo: true };
      expect(await under.rail.read(transfer)).toEqual(unfunded);
    });

    it.each<TransferFault>([
      'made_then_500',
      'made_then_dropped',
      'made_then_silent',
      'made_then_cut',
      'made_then_drips',
    ])('does not know what a request did that was %s, and learns it by the same again', async (fault) => {
      under.befall(fault);
      expect(await post()).toMatchObject({ kind: 'unknown' });
      expect(await post()).toMatchObject({ kind: 'accepted' });
      expect(under.made).toBe(1);
    });

    it.each<TransferFault>(['only_500', 'html_502', 'dropped', 'held'])(
      'does not know what a request did that met %s',
      async (fault) => {
        under.befall(fault);
        expect(await post()).toMatchObject({ kind: 'unknown' });
        expect(under.made).toBe(0);
        under.letGoOn();
        expect(await post()).toMatchObject({ kind: 'accepted' });
        expect(under.made).toBe(1);
      },
    );

    it('puts off what comes too often', async () => {
      under.befall('rate_limited');
      expect(await post()).toMatchObject({ kind: 'put_off' });
      expect(under.made).toBe(0);
    });

    it('refuses for want of balance, and not when there is some', async () => {
      under.holds(9_949);
      expect(await post()).toEqual({ kind: 'refused', code: 'INSUFFICIENT_FUNDS', causeMayGo: true });
      under.holds(9_950);
      expect(await post(2)).toMatchObject({ kind: 'accepted' });
    });

    it('forgets keys after 30 days, and then pays again', async () => {
      await accepted();
      under.passDays(29);
      await accepted();
      expect(under.made).toBe(1);
      under.passDays(2);
      await accepted();
      expect(under.made).toBe(2);
    });

    it('shows that a key was used with another request when what it ordered is read', async () => {
      await accepted();
      under.become('SUCCESS');
      const other = await under.rail.post(key, under.rail.requestBody({ ...order, amountMinor: amountMinor(1) }, key));
      const read = await under.rail.read(other.kind === 'accepted' ? other.transfer : (undefined as never));
      expect(read).toMatchObject({ kind: 'read', transfer: { amountMinor: 9_950n } });
    });

    it('sends nothing to an account that is none of its own', async () => {
      expect(await under.rail.readiness(order, null)).toEqual({ kind: 'ready' });
      const nobody = { ...order, destination: 'acct_1' as Destination };
      expect(await under.rail.readiness(nobody, null)).toEqual({ kind: 'not_ready', code: 'receiver_invalid' });
    });
  });
}
