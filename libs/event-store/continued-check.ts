import type { EventStore, RecordedEvent } from './event-store';
import { LogCheck } from './log-check';

/**
 * Checks the events behind a position as they are read: for who believed the log up to there. What the first of a stream
 * has to follow on is looked up; the events before the position are not checked again.
 */
export class ContinuedCheck {
  private readonly check: LogCheck;

  constructor(
    private readonly store: Pick<EventStore, 'read' | 'positionsHaveNoGaps'>,
    from: bigint,
  ) {
    this.check = new LogCheck({ everyPosition: store.positionsHaveNoGaps, from });
  }

  /** The next event. Throws LogBroken; answers a promise where something has to be looked up first. */
  mustFollow(event: RecordedEvent): void | Promise<void> {
    if (event.revision > 0n && !this.check.knows(event.stream)) return this.lookUp(event);
    this.check.mustFollow(event);
  }

  private async lookUp(event: RecordedEvent): Promise<void> {
    const { stream, revision } = event;
    for await (const before of this.store.read(stream, revision - 1n, 1)) {
      if (before.revision === revision - 1n) this.check.beginAt(stream, before);
    }
    this.check.mustFollow(event);
  }
}
