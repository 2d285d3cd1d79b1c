/** Errors of a heartbeat or a commit by which the broker says: your partitions are another member's now. */
const FENCED = new Set(['ILLEGAL_GENERATION', 'UNKNOWN_MEMBER_ID', 'FENCED_INSTANCE_ID']);
const REBALANCING = 'REBALANCE_IN_PROGRESS';

export function isFenced(error: unknown): boolean {
  return FENCED.has(errorType(error));
}

/** The group wants all its members to rejoin. */
export function isRebalance(error: unknown): boolean {
  return errorType(error) === REBALANCING;
}

function errorType(error: unknown): string {
  return error instanceof Error && 'type' in error ? String(error.type) : '';
}

/**
 * Keeps this member in its group while a handler works, however long that takes. A heartbeat that fails for another
 * reason (the coordinator moves) is tried again at the next tick; the broker's session timeout is the judge.
 */
export class HeartbeatTimer {
  private readonly lost = new AbortController();
  private readonly timer: NodeJS.Timeout;
  private rebalanceError: Error | undefined;

  constructor(
    private readonly heartbeat: () => Promise<void>,
    intervalMs: number,
  ) {
    this.timer = setInterval(() => void this.beat(), intervalMs);
  }

  /** Aborts when the partitions were given to another member: what is under way must not be committed. */
  get partitionsLost(): AbortSignal {
    return this.lost.signal;
  }

  /** Set once the group wants to rebalance: finish what is under way, commit it, take nothing more. */
  get mustRejoin(): Error | undefined {
    return this.rebalanceError;
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private async beat(): Promise<void> {
    try {
      await this.heartbeat();
    } catch (error) {
      if (!(error instanceof Error && (isFenced(error) || isRebalance(error)))) return;
      this.rebalanceError = error;
      if (isFenced(error)) this.lost.abort(error);
    }
  }
}
