import { amountMinor } from '@ledger/kernel/money';
import type { PayingRail } from './rail';
import { idempotencyKey } from './sending/payout-keys';
import type { Destination, LedgerId, PayoutOrder } from './sending/payout-order';
import type { TransferId } from './sending/transfer';
import type { TransferFault } from './simulator/transfer-fault';

/** A rail, and a hand on what is behind it. */
export interface RailUnderTest {
  readonly rail: PayingRail;
  /** What befalls the next requests that move money. */
  befall(...faults: (TransferFault | null)[]): void;
  /** What is held at work is done now. */
  letGoOn(): void;
  holds(minorUnits: number): void;
  reverse(transfer: TransferId): void;
  restrictAccount(): void;
  /** Somebody makes so many transfers by hand in the group of an order. */
  makeByHand(order: PayoutOrder, count: number): void;
  /** How many transfers there are. */
  readonly made: number;
  passHours(hours: number): void;
  close(): Promise<void>;
}

export const CONTRACT_ACCOUNT = 'acct_partner' as Destination;

const order: PayoutOrder = {
  ledger: 'l7.1' as LedgerId,
  program: 'acme',
  payout: 'po-3',
  destination: CONTRACT_ACCOUNT,
  amountMinor: amountMinor(9_950),
  currency: 'USD',
};
const key = idempotencyKey(order, 1);

/** What every rail keeps, whatever is behind it: nothing uncertain is told as certain. */
export function keepsToThePort(name: string, open: () => Promise<RailUnderTest>): void {
  describe(`${name}, as a rail`, () => {
    let under: RailUnderTest;
    const post = () => under.rail.post(key, under.rail.requestBody(order, key));
    beforeEach(async () => {
      under = await open();
      under.holds(50_000);
    });
    afterEach(() => under.close());

    it('takes money once under a key, and says when it says so again', async () => {
      const first = await post();
      expect(first).toMatchObject({ kind: 'taken', replayed: false });
      expect(await post()).toEqual({ ...first, replayed: true });
      expect(under.made).toBe(1);
    });

    it('tells the transfer with all that was ordered, by the answer, by its id and by its group', async () => {
      const answer = await post();
      const { group, ...told } = answer.kind === 'taken' ? answer.transfer : (undefined as never);
      const { destination, amountMinor: amount, currency } = order;
      expect(told).toEqual({ id: told.id, destination, amountMinor: amount, currency, reversedMinor: 0n });
      expect(group).toBe('payout:l7.1:acme:po-3');
      expect(await under.rail.read(told.id)).toEqual({ kind: 'read', transfer: { group, ...told } });
      expect(await under.rail.list(order)).toEqual({ kind: 'whole', transfers: [{ group, ...told }] });
    });

    it.each<TransferFault>([
      'made_then_500',
      'made_then_dropped',
      'made_then_silent',
      'made_then_cut',
      'made_then_drips',
    ])('does not know what a request did that was %s, and finds the transfer by its group', async (fault) => {
      under.befall(fault);
      expect(await post()).toMatchObject({ kind: 'unknown' });
      expect(await under.rail.list(order)).toMatchObject({ kind: 'whole', transfers: [{ amountMinor: 9_950n }] });
    });

    it.each<TransferFault>(['only_500', 'html_502', 'dropped'])(
      'does not know what a request did that met %s, and lists nothing',
      async (fault) => {
        under.befall(fault);
        expect(await post()).toMatchObject({ kind: 'unknown' });
        expect(await under.rail.list(order)).toEqual({ kind: 'whole', transfers: [] });
        expect(under.made).toBe(0);
      },
    );

    it('puts off what comes too often, and what is at work under the same key', async () => {
      under.befall('rate_limited', 'held');
      expect(await post()).toMatchObject({ kind: 'put_off' });
      expect(await post()).toMatchObject({ kind: 'unknown' });
      expect(await post()).toMatchObject({ kind: 'put_off' });
      expect(await under.rail.list(order)).toEqual({ kind: 'whole', transfers: [] });
      under.letGoOn();
      expect(await under.rail.list(order)).toMatchObject({ kind: 'whole', transfers: [{}] });
    });

    it('refuses for want of balance, again under the same key, and not under a new one when there is some', async () => {
      under.holds(9_949);
      const refused = { kind: 'refused', code: 'balance_insufficient', causeMayGo: true };
      expect(await post()).toEqual(refused);
      expect(await under.rail.readiness(order, 'balance_insufficient')).toMatchObject({ kind: 'not_yet' });
      under.holds(9_950);
      expect(await post()).toEqual(refused);
      expect(await under.rail.readiness(order, 'balance_insufficient')).toEqual({ kind: 'ready' });
      expect(await under.rail.post(idempotencyKey(order, 2), under.rail.requestBody(order, key))).toMatchObject({
        kind: 'taken',
      });
    });

    it('refuses for good where the account may not be sent money, and says so before', async () => {
      expect(await under.rail.readiness(order, null)).toEqual({ kind: 'ready' });
      under.restrictAccount();
      expect(await under.rail.readiness(order, null)).toMatchObject({ kind: 'not_ready' });
      expect(await post()).toMatchObject({ kind: 'refused', causeMayGo: false });
      const nobody = { ...order, destination: 'acct_nobody' as Destination };
      expect(await under.rail.readiness(nobody, null)).toEqual({ kind: 'not_ready', code: 'account_missing' });
    });

    it('tells a key that was used with other bytes from a refusal', async () => {
      await post();
      const other = under.rail.requestBody({ ...order, amountMinor: amountMinor(1) }, key);
      expect(await under.rail.post(key, other)).toMatchObject({ kind: 'contradicted' });
    });

    it('repeats what is no longer so, which a reading tells', async () => {
      const answer = await post();
      const { transfer } = answer.kind === 'taken' ? answer : (undefined as never);
      under.reverse(transfer.id);
      expect(await post()).toEqual({ kind: 'taken', transfer, replayed: true });
      const reversed = { ...transfer, reversedMinor: transfer.amountMinor };
      expect(await under.rail.read(transfer.id)).toEqual({ kind: 'read', transfer: reversed });
      expect(await under.rail.read('tr_none' as TransferId)).toEqual({ kind: 'missing' });
    });

    it('forgets keys after a day, and then pays again', async () => {
      await post();
      under.passHours(25);
      expect(await post()).toMatchObject({ kind: 'taken', replayed: false });
      expect(under.made).toBe(2);
    });

    it('reads all pages of a group, and says nothing where there are more than it reads', async () => {
      under.makeByHand(order, 101);
      const listing = await under.rail.list(order);
      expect(listing.kind === 'whole' && listing.transfers.length).toBe(101);
      under.makeByHand(order, 900);
      expect(await under.rail.list(order)).toMatchObject({ kind: 'unknown' });
    });
  });
}
