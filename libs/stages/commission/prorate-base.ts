import { addMonths, type CalendarDate } from '@ledger/kernel/calendar';
import { proportion, ZERO, type AmountMinor } from '@ledger/kernel/money';
import type { ProgramTerms } from '@ledger/program/program-terms';
import type { Duration } from '@ledger/program/terms';
import { startOfService, type CustomerAccount } from './customer-account';
import type { InvoiceLine, RevenueEvent, ServicePeriod } from './invoice-account';

/**
 * Tells the part of an invoice line's amount that earns under a duration (programs.md, section 0, Duration): all of it,
 * none, or, where the end of `months: N` falls into its service period, the days before the end. A duration that nothing
 * has started yet ends nowhere.
 */
export function basesWithin(
  revenue: RevenueEvent,
  customer: CustomerAccount,
  program: ProgramTerms,
): (duration: Duration, line: InvoiceLine) => AmountMinor {
  const earnedOn = program.calendar.dateAt(revenue.at);
  const endOf = endsOfDurations(customer, program);
  return (duration, line) => {
    if (duration.type === 'first-payment')
      return customer.firstPayments.get(line.kind) === revenue ? line.amountMinor : ZERO;
    const end = endOf(duration);
    return end === null ? line.amountMinor : baseBefore(end, line, earnedOn);
  };
}

/** Tells when a duration ends for a customer; null: it does not, or nothing has started it yet. */
export function endsOfDurations(
  customer: CustomerAccount,
  program: ProgramTerms,
): (duration: Duration) => CalendarDate | null {
  const { firstEarning } = customer;
  const firstEarningOn = firstEarning === null ? null : program.calendar.dateAt(firstEarning.at);
  return (duration) => {
    if (duration.type !== 'months') return null;
    const start = duration.from === 'first-service' ? startOfService(customer, program) : firstEarningOn;
    return start === null ? null : addMonths(start, duration.months);
  };
}

/** The days of a service period, and those of them before an end. */
export function daysBefore(end: CalendarDate, { start, end: periodEnd }: ServicePeriod) {
  return { days: periodEnd - start, before: Math.max(0, Math.min(end, periodEnd) - start) };
}

/** Only the end cuts: days before the start of the duration count. */
function baseBefore(end: CalendarDate, { amountMinor, period }: InvoiceLine, earnedOn: CalendarDate): AmountMinor {
  if (period === null) return earnedOn < end ? amountMinor : ZERO;
  const { days, before } = daysBefore(end, period);
  return before === days ? amountMinor : proportion(amountMinor, BigInt(before), BigInt(days));
}
