import type { EventType } from '@ledger/contracts/event-types';
import { formatInstant, plusDays, type Instant } from '@ledger/kernel/instant';
import type { EventData } from '../ledger-event-json';
import type { Members } from './members';

/** Payouts are numbered; of a crowd there are seldom more. */
const MOST_PAYOUTS = 5;

/** What rails answer, and what finance does with payouts and balances. */
export function aboutPayout(members: Members, type: EventType, time: Instant): EventData {
  const { random, partner, currency, adjustments } = members;
  const payout = `po-${random.integer(1, MOST_PAYOUTS)}`;
  const by = 'finance';
  switch (type) {
    case 'rail.connected':
      return { rail: random.pick(members.terms.payout.rails) };
    case 'payout.settled':
      return { payout, reference: `tr ${payout}`, ...(random.chance(0.5) ? { fee: random.integer(0, 50) } : {}) };
    case 'payout.failed':
    case 'payout.returned':
      return { payout, code: 'account_closed', ...(random.chance(0.5) ? { by } : {}) };
    case 'payouts.resumed':
      return { partner, by };
    case 'adjustment.posted': {
      const adjustment = adjustments.named(adjustments.comesIn());
      const amount = random.integer(-3_000, 3_000) || 1;
      return { adjustment, partner, currency, amount, by, reason: 'goodwill' };
    }
    case 'balance.written_off':
      return { partner, currency, amount: random.integer(1, 2_000), by, reason: 'uncollectable' };
    case 'balance.forfeited':
      return { partner, by, reason: 'fraud' };
    case 'payouts.paid_elsewhere': {
      const until = formatInstant(plusDays(time, -random.integer(0, 30)));
      return { ...(random.chance(0.5) ? { partner } : {}), until, by, evidence: 'the old tool' };
    }
    default:
      return { payout, by };
  }
}
