import { addMonths, type Calendar, type CalendarDate } from '@ledger/kernel/calendar';
import type { Instant } from '@ledger/kernel/instant';
import { proportion, ZERO, type AmountMinor } from '@ledger/kernel/money';
import type { Duration, Terms } from '@ledger/program/terms';
import { firstPaymentOf, startOfService, type CustomerAccount } from './customer-account';
import type { InvoiceAccount, InvoiceLine } from './invoice-account';

/**
 * The part of a line's amount that earns under a duration (programs.md, section 0, Duration): all of it, none, or, where
 * the end of `months: N` falls into its service period, the days before the end.
 */
export function baseWithin(
  duration: Duration,
  line: InvoiceLine,
  invoice: InvoiceAccount,
  earnedAt: Instant,
  customer: CustomerAccount,
  terms: Terms,
  calendar: Calendar,
): AmountMinor {
  if (duration.type === 'lifetime') return line.amountMinor;
  if (duration.type === 'first-payment')
    return firstPaymentOf(customer, line.kind) === invoice ? line.amountMinor : ZERO;
  const start =
    duration.from === 'first-service'
      ? startOfService(customer, terms, (at) => calendar.dateAt(at))
      : dateOfFirstEarning(customer, calendar);
  if (start === null) return ZERO;
  return baseBefore(addMonths(start, duration.months), line, calendar.dateAt(earnedAt));
}

function dateOfFirstEarning(customer: CustomerAccount, calendar: Calendar): CalendarDate | null {
  const first = customer.earnings[0];
  return first === undefined ? null : calendar.dateAt(first.at);
}

/** Only the end cuts: days before the start of the duration count. */
function baseBefore(end: CalendarDate, { amountMinor, period }: InvoiceLine, earnedOn: CalendarDate): AmountMinor {
  if (period === null) return earnedOn < end ? amountMinor : ZERO;
  const days = period.end - period.start;
  const before = Math.max(0, Math.min(end, period.end) - period.start);
  return before === days ? amountMinor : proportion(amountMinor, BigInt(before), BigInt(days));
}
