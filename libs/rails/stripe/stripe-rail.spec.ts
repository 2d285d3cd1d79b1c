import { instant } from '@ledger/kernel/instant';
import { amountMinor } from '@ledger/kernel/money';
import { CONTRACT_ACCOUNT, keepsToThePort, type RailUnderTest } from '../rail.contract';
import { idempotencyKey, transferGroup } from '../sending/payout-keys';
import type { Destination, LedgerId, PayoutOrder } from '../sending/payout-order';
import type { RequestBody } from '../sending/sending.events';
import type { TransferId } from '../sending/transfer';
import { ACTIVE_ACCOUNT } from '../simulator/simulated-stripe';
import { StripeSimulator } from '../simulator/stripe-simulator';
import { StripeRail } from './stripe-rail';

/** Long enough for any answer on this machine, short enough to be waited for. */
const WITHIN_MS = 2_000;
const HOUR = 3_600_000;

async function openStripe(): Promise<RailUnderTest & { readonly simulator: StripeSimulator }> {
  let now = instant(0);
  const simulator = new StripeSimulator(() => now);
  const { books, faults } = simulator;
  books.accounts.set(CONTRACT_ACCOUNT, ACTIVE_ACCOUNT);
  const apiBase = await simulator.listen();
  return {
    simulator,
    rail: new StripeRail({ apiKey: 'sk_test_1', apiBase, withinMs: WITHIN_MS }),
    befall: (...coming) => void faults.push(...coming),
    letGoOn: () => simulator.letGoOn(),
    holds: (units) => void books.balances.set('usd', units),
    reverse: (transfer: TransferId) => books.reverse(transfer),
    restrictAccount: () => void books.accounts.set(CONTRACT_ACCOUNT, { ...ACTIVE_ACCOUNT, transfers: 'inactive' }),
    makeByHand: (order: PayoutOrder, count: number) => {
      books.balances.set('usd', count);
      const fields = {
        amount: '1',
        currency: 'usd',
        destination: order.destination,
        transfer_group: transferGroup(order),
      };
      const body = new URLSearchParams(fields).toString();
      for (let each = 0; each < count; each++) books.transfer(`by hand ${books.transfers.length}`, body);
    },
    get made() {
      return books.transfers.length;
    },
    passHours: (hours) => void (now = instant(now + hours * HOUR)),
    close: () => simulator.close(),
  };
}

keepsToThePort('Stripe', openStripe);

describe('Stripe’s rail', () => {
  const order: PayoutOrder = {
    ledger: 'l7.1' as LedgerId,
    program: 'plixo',
    payout: 'po-3',
    destination: 'acct_partner' as Destination,
    amountMinor: amountMinor(500),
    currency: 'ISK',
  };

  const key = idempotencyKey(order, 1);

  it('writes an order as bytes, the same each time, in Stripe’s units', async () => {
    const { rail, close } = await openStripe();
    expect(rail.requestBody(order, key)).toBe(
      'amount=50000&currency=isk&destination=acct_partner&transfer_group=payout%3Al7.1%3Aplixo%3Apo-3' +
        '&metadata%5Bpayout%5D=po-3&metadata%5Bprogram%5D=plixo',
    );
    expect(() => rail.requestBody({ ...order, amountMinor: amountMinor(150), currency: 'HUF' }, key)).toThrow(
      'po-3: Stripe carries no 150 minor units of HUF',
    );
    await close();
  });

  it('sends a request once where the connection breaks, and in the very bytes that were recorded', async () => {
    const { rail, simulator, close } = await openStripe();
    simulator.faults.push('dropped', 'dropped');
    const body = 'transfer_group=é%20+&amount=1&currency=usd' as RequestBody;
    expect(await rail.post(idempotencyKey(order, 1), body)).toMatchObject({ kind: 'unknown' });
    expect(simulator.seen).toEqual([{ key: 'payout:l7.1:plixo:po-3:1', body }]);
    await close();
  });

  it.each([
    ['transfers_inactive', { transfers: 'pending' as const }],
    ['payouts_disabled', { payoutsEnabled: false }],
    ['requirements_currently_due', { currentlyDue: ['external_account'] }],
    ['requirements_past_due', { pastDue: ['external_account'] }],
    ['rejected.fraud', { disabledReason: 'rejected.fraud' }],
  ])('sends nothing to an account that is not ready: %s', async (code, change) => {
    const { rail, simulator, close } = await openStripe();
    simulator.books.accounts.set(order.destination, { ...ACTIVE_ACCOUNT, ...change });
    expect(await rail.readiness(order, null)).toEqual({ kind: 'not_ready', code });
    await close();
  });

  it('sends no amount that Stripe does not carry, and waits where it cannot be asked', async () => {
    const { rail, close } = await openStripe();
    const uneven = { ...order, amountMinor: amountMinor(150), currency: 'HUF' };
    expect(await rail.readiness(uneven, null)).toEqual({ kind: 'not_ready', code: 'amount_not_payable' });
    await close();
    expect(await rail.readiness(order, null)).toMatchObject({ kind: 'unknown' });
    expect(await rail.list(order)).toMatchObject({ kind: 'unknown' });
    expect(await rail.read('tr_1' as TransferId)).toMatchObject({ kind: 'unknown' });
  });
});
