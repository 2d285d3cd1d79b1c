import { parseInstant, type Instant } from '@ledger/kernel/instant';

/** Under which source a running ledger tells its programs that time passed. */
export const CLOCK_SOURCE = 'ledger/clock';

/** Under which source a running ledger tells what rails answered about payouts. */
export const RAILS_SOURCE = 'ledger/rails';

/** Under which source a running ledger records what people do through its API. */
export const DESK_SOURCE = 'ledger/desk';

const RESERVED = [CLOCK_SOURCE, RAILS_SOURCE, DESK_SOURCE];

/**
 * How far ahead of this machine the `clock` of an event may be at a door. By such an event its program's clock goes
 * there at once, for good, with every payout run in between: one of the year 9999 holds up the programs of all.
 */
const CLOCK_AHEAD_MS = 10 * 366 * 86_400_000;

/** What an event claims that only the ledger itself may say, and the field that claims it. */
export interface ReservedClaim {
  readonly field: 'source' | 'clock';
  readonly says: string;
}

/**
 * What of a value that came through a door claims to be from the ledger itself: its source, by which it would take the
 * id of an event that the ledger is going to write, or a `clock` that no running ledger can have shown. A replay, and a
 * log that is restored, hold both by right. `now`: what this machine's clock shows.
 */
export function reservedClaim(value: unknown, now: Instant): ReservedClaim | null {
  if (typeof value !== 'object' || value === null) return null;
  const source = 'source' in value ? RESERVED.find((reserved) => reserved === value.source) : undefined;
  if (source !== undefined) {
    return { field: 'source', says: `has the source ${source}, under which the ledger itself writes` };
  }
  const clock = 'clock' in value && typeof value.clock === 'string' ? parseInstant(value.clock) : null;
  if (clock === null || clock <= now + CLOCK_AHEAD_MS) return null;
  return { field: 'clock', says: 'carries a clock more than ten years ahead, which no running ledger has shown' };
}
