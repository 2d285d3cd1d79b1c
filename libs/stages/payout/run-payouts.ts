import { formatInstant, type Instant } from '@ledger/kernel/instant';
import { subtract } from '@ledger/kernel/money';
import type { ProgramTerms } from '@ledger/program/program-terms';
import { compareAccounts, type PayoutAccount } from './payout-account';
import { feeOf, payoutObstacles, railOf, type PayoutQuestion } from './payout-gate';
import type { PayoutPartners } from './payout-partners';
import type { PayoutMade } from './payout.decisions';
import { runsOn } from './payout-schedule';

/** The payouts of a run: all payable lines of each partner and currency that is due and that nothing stands in the way of. */
export function payoutsOfRun(
  at: Instant,
  accounts: Iterable<PayoutAccount>,
  partners: PayoutPartners,
  { calendar }: ProgramTerms,
): PayoutMade[] {
  const date = calendar.dateAt(at);
  return [...accounts].sort(compareAccounts).flatMap((account) => {
    const question = partners.questionOf(account, at);
    const rail = railOf(question);
    const schedule = scheduleOf(question, rail);
    if (rail === null || schedule === undefined || !runsOn(schedule, date)) return [];
    if (payoutObstacles(question).length > 0) return [];
    return [payoutOf(account, question, rail, at)];
  });
}

function scheduleOf({ terms, standing }: PayoutQuestion, rail: ReturnType<typeof railOf>) {
  return terms.payout.schedules.find(
    (entry) =>
      (entry.tier === null || entry.tier === standing.tier) &&
      (entry.partnerType === null || entry.partnerType === standing.partnerType) &&
      (entry.rail === null || entry.rail === rail),
  );
}

function payoutOf(
  { partner, currency, payable, payableMinor }: PayoutAccount,
  { terms }: PayoutQuestion,
  rail: PayoutMade['rail'],
  madeAt: Instant,
): PayoutMade {
  const feeMinor = feeOf(terms.payout, rail, currency, payableMinor);
  return {
    type: 'PayoutMade',
    payout: `${partner}/${currency}/${formatInstant(madeAt)}`,
    partner,
    currency,
    madeAt,
    rail,
    grossMinor: payableMinor,
    feeMinor,
    netMinor: subtract(payableMinor, feeMinor),
    lineCount: payable.size,
  };
}
