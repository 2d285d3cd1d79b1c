/** A moment: whole milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number & { readonly __brand: 'Instant' };

export const DAY_MS = 86_400_000;

const RFC3339_UTC = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,3}))?(?:Z|\+00:00)$/;

/** Marks a count of milliseconds since the epoch as an instant. */
export function instant(epochMs: number): Instant {
  return epochMs as Instant;
}

/**
 * Reads an RFC 3339 time in UTC (`Z` or `+00:00`, at most three decimals; contract.md, section 1).
 * Answers null for anything else, a day or hour that does not exist included.
 */
export function parseInstant(text: string): Instant | null {
  const match = RFC3339_UTC.exec(text);
  if (match === null) return null;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  if (hour > 23 || minute > 59 || second > 59) return null;
  const millisecond = Number((match[7] ?? '').padEnd(3, '0'));
  const midnight = new Date(0);
  midnight.setUTCFullYear(year, month - 1, day);
  // A day that the month does not have lands in another month.
  if (midnight.getUTCMonth() !== month - 1) return null;
  return instant(midnight.getTime() + ((hour * 60 + minute) * 60 + second) * 1000 + millisecond);
}

/** Writes an instant as `YYYY-MM-DDTHH:MM:SS.mmmZ` (contract.md, section 2). */
export function formatInstant(at: Instant): string {
  return new Date(at).toISOString();
}

/** The instant `days` × 24 hours later (days in windows are 24 hours: programs.md, section 0). */
export function plusDays(at: Instant, days: number): Instant {
  return instant(at + days * DAY_MS);
}
