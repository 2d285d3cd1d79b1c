import { InvalidArgumentError } from 'commander';
import { parseMonth, type Month } from '@ledger/kernel/calendar';

/** A month as it is typed. */
export function monthArgument(text: string): Month {
  const month = parseMonth(text);
  if (month === null) throw new InvalidArgumentError('a month is written as 2026-01.');
  return month;
}
