import { NO_STREAM, type AppendRequest, type NewEvent } from '@ledger/event-store/event-store';

/** The last revision of each stream that one writer writes, and the appends that go on from there. */
export class Revisions {
  private readonly last = new Map<string, number>();

  /** Notes an event that is in a stream already. */
  seen(stream: string, revision: bigint): void {
    this.last.set(stream, Number(revision));
  }

  /** The requests that append the events to their streams, in the order in which the streams first occur; they count as appended. */
  requestsFor(events: readonly { readonly stream: string; readonly event: NewEvent }[]): AppendRequest[] {
    const byStream = new Map<string, NewEvent[]>();
    for (const { stream, event } of events) {
      const known = byStream.get(stream);
      if (known === undefined) byStream.set(stream, [event]);
      else known.push(event);
    }
    return [...byStream].map(([stream, appended]) => {
      const revision = this.last.get(stream);
      this.last.set(stream, (revision ?? -1) + appended.length);
      return { stream, expectedRevision: revision === undefined ? NO_STREAM : BigInt(revision), events: appended };
    });
  }
}
