import { parseMonth } from '@ledger/kernel/calendar';
import type { LineFilter } from '@ledger/read-models/tables/lines';
import { LINE_STATES, type LineState } from '@ledger/stages/payout/payout-account';
import { CurrencyFilter, IdFilter, MonthFilter, OneOfFilter } from '@ledger/service-kit/lists/filter-fields';
import { PageQuery } from '@ledger/service-kit/pages/page-query.dto';

/** Which lines of a partner, and which page of them; CSV has all pages. */
export class PartnerLineQuery extends PageQuery {
  @CurrencyFilter()
  currency?: string;

  @MonthFilter("By where it stands in the books, in the program's time zone")
  month?: string;

  @IdFilter('Of this invoice.')
  invoice?: string;

  @IdFilter('Of this customer.')
  customer?: string;

  @IdFilter('In transit or paid with this payout.')
  payout?: string;

  @OneOfFilter(LINE_STATES, 'Where they are on their way.')
  state?: LineState;
}

/** Which lines of a program. */
export class LineQuery extends PartnerLineQuery {
  @IdFilter('Of this partner.')
  partner?: string;
}

/** The rows that a query asks for. */
export function lineFilter({ month, currency, invoice, customer, payout, state }: PartnerLineQuery): LineFilter {
  const wanted = { currency, invoice, customer, payout, state };
  const parsed = month === undefined ? null : parseMonth(month);
  return parsed === null ? wanted : { ...wanted, month: parsed };
}
