import { InvalidArgumentError } from 'commander';
import { formatDate, parseDate } from '@ledger/kernel/calendar';

/** A day as it is typed, `YYYY-MM-DD`. */
export function dateArgument(text: string): string {
  const date = parseDate(text);
  if (date === null) throw new InvalidArgumentError('a day is written as 2026-01-31.');
  return formatDate(date);
}
