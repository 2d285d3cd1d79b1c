import { canonicalEvent, CHAIN_START, chainHash } from '../chain-hash';
import type { AppendRequest, RecordedEvent } from '../event-store';
import type { JsonFields, JsonValue } from '@ledger/contracts/json-value';
import { WakeUps } from '../wake-ups';

/** An event with its data as text, to compare a retry with. */
export interface StoredEvent {
  readonly recorded: RecordedEvent;
  readonly dataText: string;
}

/** The events themselves; several stores may share them, as processes share a server. */
export class MemoryLog {
  /** The event at position n is at index n - 1. */
  readonly events: StoredEvent[] = [];
  /** The event at revision n of a stream is at index n. */
  readonly streams = new Map<string, StoredEvent[]>();
  readonly wakeUps = new WakeUps();

  /** Keeps the events of requests that were found to be in order: all, or none if one of them is no JSON. */
  keep(requests: readonly AppendRequest[]): void {
    const stored = requests.flatMap((request) => this.chained(request));
    for (const [index, { event, dataText }] of stored.entries()) {
      const kept = { recorded: { ...event, position: BigInt(this.events.length + 1) }, dataText };
      this.events.push(kept);
      const stream = this.streams.get(event.stream);
      if (stream === undefined) this.streams.set(event.stream, [kept]);
      else stream.push(kept);
      if (index === stored.length - 1) this.wakeUps.wakeAll();
    }
  }

  private chained({ stream, expectedRevision, events }: AppendRequest) {
    let hash = this.streams.get(stream)?.at(-1)?.recorded.hash ?? CHAIN_START;
    let revision = expectedRevision;
    return events.map(({ id, type, ...event }) => {
      const canonical = canonicalEvent({ id, type, ...event });
      hash = chainHash(hash, stream, ++revision, canonical);
      const data = JSON.parse(canonical.dataText) as JsonValue;
      const metadata = JSON.parse(canonical.metadataText) as JsonFields;
      return { event: { stream, revision, id, type, data, metadata, hash }, dataText: canonical.dataText };
    });
  }
}
