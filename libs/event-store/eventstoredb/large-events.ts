import { hash } from 'node:crypto';
import { type JSONEventData, jsonEvent } from '@eventstore/db-client';
import type { RecordedEvent } from '../event-store';
import { EventStoreError } from '../event-store-error';
import type { JsonValue } from '@ledger/contracts/json-value';
import type { EventStoreDbLink, Received } from './eventstoredb-link';
import { PARTS_KEY, recordedEvent, uuidOfHash, type LargeData } from './stored-event';
import type { StreamNames } from './stream-names';

/**
 * Events whose data are more than the server takes in one append. Their data are written before them, in parts, to a
 * stream of their own, whose name is made from the event's hash: so the parts are the same whoever writes them and
 * however often, and without their event they mean nothing. Readers of the ledger's streams do not meet them.
 */
export class LargeEvents {
  constructor(
    private readonly link: EventStoreDbLink,
    private readonly names: StreamNames,
  ) {}

  /** Writes the parts of an event's data that are not there yet. */
  async writeParts({ hash: eventHash, parts }: LargeData): Promise<void> {
    const name = this.names.ofParts(uuidOfHash(eventHash));
    for (const [number, text] of parts.entries()) {
      // Where the stream is further on, a part of that number is there, and it is this one.
      await this.link.append(name, BigInt(number) - 1n, [part(eventHash, number, text)]);
    }
  }

  /**
   * An event of the server as the ledger wrote it, whole: a promise where its parts have to be read. Throws `failed`
   * where it is not the ledger's, or has lost parts.
   */
  recorded(stream: string, received: Received): RecordedEvent | Promise<RecordedEvent> {
    const recorded = recordedEvent(stream, received);
    const parts = recorded.metadata[PARTS_KEY];
    return typeof parts === 'number' ? this.whole(recorded, parts) : recorded;
  }

  private async whole(recorded: RecordedEvent, parts: number): Promise<RecordedEvent> {
    const { [PARTS_KEY]: _parts, ...metadata } = recorded.metadata;
    const text = await this.textOf(recorded, parts);
    return { ...recorded, metadata, data: JSON.parse(text) as JsonValue };
  }

  private async textOf({ stream, revision, hash: eventHash }: RecordedEvent, parts: number): Promise<string> {
    const name = this.names.ofParts(uuidOfHash(eventHash));
    const received = await this.link.readStream(name, 0n, parts);
    if (received.length < parts) {
      const what = `event ${revision} of the stream ${JSON.stringify(stream)} in EventStoreDB is kept in ${parts} parts`;
      const where = `the stream ${JSON.stringify(name)} has ${received.length} of them`;
      throw new EventStoreError('failed', `${what}, and ${where}. The ledger is not whole there: bring back a copy`);
    }
    return received.map(({ data }) => (data as { readonly text: string }).text).join('');
  }
}

function part(eventHash: string, number: number, text: string): JSONEventData {
  const id = uuidOfHash(hash('sha256', `${eventHash}/${number}`, 'hex'));
  return jsonEvent({ id, type: 'ledger.part', data: { text }, metadata: { number } });
}
