import { InvalidArgumentError } from 'commander';
import { parseInstantOrDay, type Instant } from '@ledger/kernel/instant';

/** An option that is a day, which begins at 00:00 UTC, or a time. */
export function timeArgument(text: string): Instant {
  const time = parseInstantOrDay(text);
  if (time === null) throw new InvalidArgumentError('a time is written as 2026-12-01 or 2026-12-01T12:00:00Z.');
  return time;
}
