import { parseMonth, type Calendar, type Month } from '@ledger/kernel/calendar';
import type { PayoutFilter } from '@ledger/read-models/tables/payouts';
import { SHOWN_PAYOUT_STATES, type ShownPayoutState } from '@ledger/stages/intake/later-stages';
import { CurrencyFilter, IdFilter, MonthFilter, OneOfFilter } from '@ledger/service-kit/lists/filter-fields';
import { PageQuery } from '@ledger/service-kit/pages/page-query.dto';

/** Which payouts of a partner, and which page of them; CSV has all pages. */
export class PartnerPayoutQuery extends PageQuery {
  @CurrencyFilter()
  currency?: string;

  @OneOfFilter(SHOWN_PAYOUT_STATES, 'How far they have come.')
  state?: ShownPayoutState;

  @MonthFilter("When they were made, or proposed, in the program's time zone")
  month?: string;
}

/** Which payouts of a program. */
export class PayoutQuery extends PartnerPayoutQuery {
  @IdFilter('Of this partner.')
  partner?: string;
}

/** The rows that a query asks for, months being those of the program's time zone. */
export function payoutFilter({ month, currency, state }: PartnerPayoutQuery, calendar: Calendar): PayoutFilter {
  const parsed = month === undefined ? null : parseMonth(month);
  if (parsed === null) return { currency, state };
  const [from, before] = [calendar.startOfMonth(parsed), calendar.startOfMonth((parsed + 1) as Month)];
  return { currency, state, from, before };
}
