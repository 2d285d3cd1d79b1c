const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** After each attempt that failed: two days and a half in all, as Standard Webhooks proposes. */
const WAITS_MS = [
  5 * SECOND,
  ...[1, 5, 30].map((minutes) => minutes * MINUTE),
  ...[2, 5, 10, 14, 20].map((hours) => hours * HOUR),
];

/** How long to wait after so many attempts that failed; null: it is given up, until a person asks for it again. */
export function waitAfter(attempts: number): number | null {
  return WAITS_MS[attempts - 1] ?? null;
}
