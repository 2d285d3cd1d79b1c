import type { EventOf, LedgerEvent } from '@ledger/contracts/events';
import type { Instant } from '@ledger/kernel/instant';
import type { PayoutQuestions, PayoutState } from './later-stages';
import type { Rejection } from './log-entry';
import { offending } from './offending';

/** The states in which a fact may be told of a payout (payouts.md, From run to paid). */
const STATE_FOR = {
  'payout.approved': 'proposed',
  'payout.declined': 'proposed',
  'payout.settled': 'in_transit',
  'payout.failed': 'in_transit',
  'payout.returned': 'paid',
} as const satisfies Record<string, PayoutState>;

type PayoutEvent = EventOf<keyof typeof STATE_FOR>;

/** Whether the payout stage has to be asked before an event is judged. */
export function asksPayoutStage(type: string): boolean {
  return Object.hasOwn(STATE_FOR, type) || type === 'balance.written_off';
}

/**
 * The rules for what the outside world answers and people decide about payouts, judged by the state in which everything
 * due up to the event has happened; `at`: what the clock shows after it.
 */
export function rejectPayoutEvent(event: LedgerEvent, at: Instant, payouts: PayoutQuestions): Rejection | null {
  switch (event.type) {
    case 'payout.approved':
      return rejectState(event, at, payouts) ?? rejectApproval(event, at, payouts);
    case 'payout.declined':
    case 'payout.settled':
    case 'payout.failed':
    case 'payout.returned':
      return rejectState(event, at, payouts);
    case 'balance.written_off': {
      const { partner, currency, amount } = event.data;
      if (BigInt(amount) <= payouts.owedMinor(partner, currency, at)) return null;
      return { code: 'nothing_to_write_off', detail: offending('data.amount', String(amount)) };
    }
    default:
      return null;
  }
}

function rejectState({ type, data }: PayoutEvent, at: Instant, payouts: PayoutQuestions): Rejection | null {
  const { payout } = data;
  const state = payouts.stateOf(payout, at);
  if (state === null) return { code: 'unknown_payout', detail: offending('data.payout', payout) };
  return state === STATE_FOR[type] ? null : { code: 'payout_state', detail: offending('data.payout', payout) };
}

/** Exactly what was proposed, and four eyes. */
function rejectApproval(
  { time, data: { payout, by } }: EventOf<'payout.approved'>,
  at: Instant,
  payouts: PayoutQuestions,
): Rejection | null {
  if (!payouts.wouldPayProposed(payout, at, time))
    return { code: 'payout_changed', detail: offending('data.payout', payout) };
  return payouts.setOrPostedBy(payout, at).has(by)
    ? { code: 'own_change', detail: offending('data.payout', payout) }
    : null;
}
