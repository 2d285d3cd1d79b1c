const MINUTE_MS = 60_000;
/** So many callers are remembered at most; those who were heard least lately are forgotten first. */
const MOST_CALLERS = 50_000;

/** What a caller may do now. */
export type Taken = { readonly allowed: true } | { readonly allowed: false; readonly retryAfterSeconds: number };

/**
 * So many requests a minute of each caller: a whole minute's at once, and then as they come back evenly. It is kept in
 * memory, by each process for itself.
 */
export class RateLimit {
  /** When each caller would have all of its requests back, in milliseconds; in the order in which they were heard. */
  private readonly fullAt = new Map<string, number>();
  private readonly costMs: number;

  constructor(perMinute: number) {
    this.costMs = MINUTE_MS / perMinute;
  }

  /** Takes one request of a caller at a time; one that is refused costs nothing. */
  take(caller: string, nowMs: number): Taken {
    const fullAt = Math.max(this.fullAt.get(caller) ?? nowMs, nowMs) + this.costMs;
    const waitMs = fullAt - nowMs - MINUTE_MS;
    // Rounding of the cost refuses nobody.
    if (waitMs > 1e-3) return { allowed: false, retryAfterSeconds: Math.ceil(waitMs / 1_000) };
    this.fullAt.delete(caller);
    this.fullAt.set(caller, fullAt);
    const [first] = this.fullAt.keys();
    if (this.fullAt.size > MOST_CALLERS && first !== undefined) this.fullAt.delete(first);
    return { allowed: true };
  }
}
