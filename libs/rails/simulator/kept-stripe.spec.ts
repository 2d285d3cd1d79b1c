import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { instant } from '@ledger/kernel/instant';
import { amountMinor } from '@ledger/kernel/money';
import { idempotencyKey } from '../sending/payout-keys';
import type { Destination, LedgerId, PayoutOrder } from '../sending/payout-order';
import { StripeRail } from '../stripe/stripe-rail';
import { runKeptStripe, type RunningSimulator } from './kept-stripe';

describe('a simulated Stripe whose books are kept', () => {
  let folder: string;
  let running: RunningSimulator;
  let rail: StripeRail;

  const start = async () => {
    running = await runKeptStripe(join(folder, 'simulator', 'stripe.json'), () => instant(0));
    rail = new StripeRail({ apiKey: 'sk_test_1', apiBase: running.url, withinMs: 2_000 });
  };
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kept-stripe-'));
    await start();
  });
  afterEach(async () => {
    await running.close();
    await rm(folder, { recursive: true });
  });

  const orderTo = (destination: string): PayoutOrder => ({
    ledger: 'l7.1' as LedgerId,
    program: 'plixo',
    payout: 'po-3',
    destination: destination as Destination,
    amountMinor: amountMinor(9_950),
    currency: 'USD',
  });
  const post = (order: PayoutOrder) => rail.post(idempotencyKey(order, 1), rail.requestBody(order));

  it('has every account, and knows after it was started again what it paid and under which key', async () => {
    const order = orderTo('acct_p');
    expect(await rail.readiness(order, null)).toEqual({ kind: 'ready' });
    const first = await post(order);
    expect(first).toMatchObject({ kind: 'taken', replayed: false });
    await running.close();
    await start();
    expect(await post(order)).toEqual({ ...first, replayed: true });
    expect(await rail.list(order)).toMatchObject({ kind: 'whole', transfers: [{ amountMinor: 9_950n }] });
  });

  it('does by the id of an account what it is to show', async () => {
    expect(await rail.readiness(orderTo('acct_p_restricted'), null)).toEqual({
      kind: 'not_ready',
      code: 'transfers_inactive',
    });
    expect(await post(orderTo('acct_p_unanswered'))).toMatchObject({ kind: 'unknown' });
    expect(await rail.list(orderTo('acct_p_unanswered'))).toMatchObject({ transfers: [{ reversedMinor: 0n }] });
    expect(await post({ ...orderTo('acct_p_dropped'), payout: 'po-4' })).toMatchObject({ kind: 'unknown' });
    expect(await rail.list({ ...orderTo('acct_p_dropped'), payout: 'po-4' })).toMatchObject({ transfers: [] });
    const reversed = { ...orderTo('acct_p_reversed'), payout: 'po-5' };
    expect(await post(reversed)).toMatchObject({ kind: 'unknown' });
    expect(await rail.list(reversed)).toMatchObject({ transfers: [{ reversedMinor: 9_950n }] });
  });
});
