import type Stripe from 'stripe';
import type { PayoutOrder } from '../sending/payout-order';
import type { Readiness } from '../sending/rail-answers';
import { isMissing, whyOf } from './stripe-errors';
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
    if (refusedWith !== 'balance_insufficient') return { kind: 'ready' };
    const { available } = await stripe.balance.retrieve();
    const there = available.find(({ currency }) => currency === order.currency.toLowerCase())?.amount ?? 0;
    return there >= amount ? { kind: 'ready' } : { kind: 'not_yet', code: refusedWith };
  } catch (error) {
    return isMissing(error) ? { kind: 'not_ready', code: 'account_missing' } : { kind: 'unknown', why: whyOf(error) };
  }
}

/** What keeps an account from being sent money (payouts.md, part 2); null: nothing. */
function notReadyBecause(account: Stripe.Account): string | null {
  const { capabilities, payouts_enabled: paysOut, requirements } = account;
  if (requirements?.disabled_reason) return requirements.disabled_reason;
  if (capabilities?.transfers !== 'active') return 'transfers_inactive';
  if (!paysOut) return 'payouts_disabled';
  if ((requirements?.past_due ?? []).length > 0) return 'requirements_past_due';
  return (requirements?.currently_due ?? []).length > 0 ? 'requirements_currently_due' : null;
}
