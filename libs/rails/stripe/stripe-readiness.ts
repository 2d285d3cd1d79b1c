import type Stripe from 'stripe';
import type { PayoutOrder } from '../sending/payout-order';
import type { Readiness } from '../sending/rail-answers';
import { isMissing, isRefusal, WANT_OF_BALANCE, whyOf } from './stripe-errors';
import { toWire } from './wire-amount';

/** Whether an account may be sent a payout, and, after a refusal for want of balance, whether there is enough now. */
export async function stripeReadiness(
  stripe: Stripe,
  order: PayoutOrder,
  refusedWith: string | null,
): Promise<Readiness> {
  const amount = toWire(order.amountMinor, order.currency);
  if (amount === null) return { kind: 'not_ready', code: 'amount_not_payable' };
  try {
    const code = notReadyBecause(await stripe.accounts.retrieve(order.destination));
    if (code !== null) return { kind: 'not_ready', code };
    if (refusedWith !== WANT_OF_BALANCE) return { kind: 'ready' };
  } catch (error) {
    return isMissing(error) ? { kind: 'not_ready', code: 'account_missing' } : { kind: 'unknown', why: whyOf(error) };
  }
  return balanceFor(stripe, order, amount);
}

/** A key that may not read the balance is no reason to wait for ever: the next attempt tells, by another refusal. */
async function balanceFor(stripe: Stripe, { currency }: PayoutOrder, amount: number): Promise<Readiness> {
  try {
    const { available } = await stripe.balance.retrieve();
    const there = available.find((each) => each.currency === currency.toLowerCase())?.amount ?? 0;
    return there >= amount ? { kind: 'ready' } : { kind: 'not_yet', code: WANT_OF_BALANCE };
  } catch (error) {
    return isRefusal(error) ? { kind: 'ready' } : { kind: 'unknown', why: whyOf(error) };
  }
}

/** What keeps an account from being sent money (payouts.md, part 2); null: nothing. */
export function notReadyBecause(account: Stripe.Account): string | null {
  const { capabilities, payouts_enabled: paysOut, requirements } = account;
  if (requirements?.disabled_reason) return requirements.disabled_reason;
  if (capabilities?.transfers !== 'active') return 'transfers_inactive';
  if (!paysOut) return 'payouts_disabled';
  if ((requirements?.past_due ?? []).length > 0) return 'requirements_past_due';
  return (requirements?.currently_due ?? []).length > 0 ? 'requirements_currently_due' : null;
}
