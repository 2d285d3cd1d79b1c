/** Under which source a running ledger tells its programs that time passed. */
export const CLOCK_SOURCE = 'ledger/clock';

/**
 * Whether a value that came through a door claims to be from the ledger itself: it would take the id of an event that
 * the ledger is going to write. A replay, and a log that is restored, hold such events by right.
 */
export function claimsReservedSource(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'source' in value && value.source === CLOCK_SOURCE;
}
