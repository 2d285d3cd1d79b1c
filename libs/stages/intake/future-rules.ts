import type { LedgerEvent } from '@ledger/contracts/events';
import { formatInstant, type Instant } from '@ledger/kernel/instant';
import type { ProgramTerms } from '@ledger/program/program-terms';
import type { Rejection } from './log-entry';
import { offending } from './offending';

/** How far an event may be ahead of the clock that recorded it (contract.md, section 2). */
const AHEAD_MS = 5 * 60_000;
/** How far it may be ahead of the program's clock, where it carries none: a year mistyped would stop the clock for good. */
const AHEAD_MONTHS = 10 * 12;

/**
 * An event that is too far ahead. `clock`: the program's, once something other than terms was accepted; null before that.
 */
export function rejectFuture(event: LedgerEvent, clock: Instant | null, program: ProgramTerms): Rejection | null {
  return event.time > latestTime(event, clock, program)
    ? { code: 'time_in_future', detail: offending('time', formatInstant(event.time)) }
    : null;
}

function latestTime(event: LedgerEvent, clock: Instant | null, { calendar }: ProgramTerms): number {
  if (event.clock !== undefined) return event.clock + AHEAD_MS;
  return clock === null ? Number.POSITIVE_INFINITY : calendar.plusMonths(clock, AHEAD_MONTHS);
}
