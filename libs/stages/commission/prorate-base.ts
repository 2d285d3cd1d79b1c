import { addMonths, type Calendar, type CalendarDate } from '@ledger/kernel/calendar';
import type { Instant } from '@ledger/kernel/instant';
import { proportion, ZERO, type AmountMinor } from '@ledger/kernel/money';
import type { Duration, Terms } from '@ledger/program/terms';
import { firstPaymentOf, startOfService, type CustomerAccount } from './customer-account';
import type { InvoiceAccount, InvoiceLine } from './invoice-account';

/**
 * Tells the part of an invoice line's amount that earns under a duration (programs.md, section 0, Duration): all of it,
 * none, or, where the end of `months: N` falls into its service period, the days before the end. What is the same for
 * all lines of the invoice is looked up once.
 */
export function basesWithin(
  invoice: InvoiceAccount,
  earnedAt: Instant,
  customer: CustomerAccount,
  terms: Terms,
  calendar: Calendar,
): (duration: Duration, line: InvoiceLine) => AmountMinor {
  const isFirstPayment = once((kind: string) => firstPaymentOf(customer, kind) === invoice);
  const startFrom = once((from: 'first-service' | 'first-earning') =>
    from === 'first-service'
      ? startOfService(customer, terms, (at) => calendar.dateAt(at))
      : dateOfFirstEarning(customer, calendar),
  );
  return (duration, line) => {
    if (duration.type === 'lifetime') return line.amountMinor;
    if (duration.type === 'first-payment') return isFirstPayment(line.kind) ? line.amountMinor : ZERO;
    const start = startFrom(duration.from);
    if (start === null) return ZERO;
    return baseBefore(addMonths(start, duration.months), line, calendar.dateAt(earnedAt));
  };
}

/** The function, computed once for each argument. */
function once<A, R>(compute: (argument: A) => R): (argument: A) => R {
  const known = new Map<A, R>();
  return (argument) => {
    if (!known.has(argument)) known.set(argument, compute(argument));
    return known.get(argument) as R;
  };
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
