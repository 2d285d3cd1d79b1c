import {
  type AllStreamRecordedEvent,
  type JSONEventData,
  jsonEvent,
  type RecordedEvent as Received,
} from '@eventstore/db-client';
import { type CanonicalEvent, chainHash } from '../chain-hash';
import type { RecordedEvent } from '../event-store';
import { EventStoreError } from '../event-store-error';
import type { JsonFields, JsonValue } from '@ledger/contracts/json-value';
import { partsOf, type EventSize } from './event-size';

/** What the ledger adds to an event's metadata: the hash of the chain, and the event's own id. */
export const HASH_KEY = 'ledger:hash';
export const ID_KEY = 'ledger:id';
/** In the metadata of an event whose data are kept in parts, beside it: how many. */
export const PARTS_KEY = 'ledger:parts';

/** The type of the event that the server writes when it deletes a stream for good. */
const TOMBSTONE = '$streamDeleted';

/** An event to append, and whether its data are kept in parts. */
export interface SizedEvent extends CanonicalEvent, Pick<EventSize, 'isKeptInParts'> {}

/** The parts in which data are to be kept, and under which hash. */
export interface LargeData {
  readonly hash: string;
  readonly parts: readonly string[];
}

export interface ChainedEvents {
  readonly events: JSONEventData[];
  /** Data that have to be there before the events. */
  readonly large: readonly LargeData[];
  /** The hash of the last. */
  readonly hash: string;
}

/**
 * Events as they go to the server, each with the hash that chains it to the one before. What the server knows as the
 * event's id is made from that hash: the server takes an append for a duplicate by these ids alone, so only what is the
 * same in every byte, in the same place after the same history, is one. The ledger's id is in the metadata.
 */
export function chainEvents(
  stream: string,
  expectedRevision: bigint,
  previousHash: string,
  events: readonly SizedEvent[],
): ChainedEvents {
  let hash = previousHash;
  let revision = expectedRevision;
  const large: LargeData[] = [];
  const chained = events.map((event) => {
    hash = chainHash(hash, stream, ++revision, event);
    // Parsed from the canonical text: the client writes it as it was, and meets no value that it cannot write.
    const told = JSON.parse(event.metadataText) as JsonFields;
    const metadata: Record<string, JsonValue> = { ...told, [HASH_KEY]: hash, [ID_KEY]: event.id };
    const { type, dataText } = event;
    if (!event.isKeptInParts)
      return jsonEvent({ id: uuidOfHash(hash), type, data: JSON.parse(dataText) as JsonFields, metadata });
    const parts = partsOf(dataText);
    large.push({ hash, parts });
    metadata[PARTS_KEY] = parts.length;
    return jsonEvent({ id: uuidOfHash(hash), type, data: {}, metadata });
  });
  return { events: chained, large, hash };
}

/** An event of the server as the ledger wrote it; throws `failed` when something else wrote it, or the stream is gone. */
export function recordedEvent(stream: string, received: Received | AllStreamRecordedEvent): RecordedEvent {
  const { revision, type, data, position } = received;
  const { [HASH_KEY]: hash, [ID_KEY]: id, ...metadata } = (received.metadata ?? {}) as JsonFields;
  if (type === TOMBSTONE) {
    const what = `The stream ${JSON.stringify(stream)} was deleted for good in EventStoreDB`;
    const where = `a tombstone stands in its place, at position ${position?.commit}`;
    throw new EventStoreError(
      'failed',
      `${what}: ${where}. The ledger is not whole there: bring back a copy from before`,
    );
  }
  if (typeof hash !== 'string' || typeof id !== 'string' || position === undefined) {
    const where = `event ${revision} of the stream ${JSON.stringify(stream)} in EventStoreDB`;
    const advice = 'another program wrote it. Give the ledger an EVENTSTORE_NAMESPACE or a server of its own';
    throw new EventStoreError('failed', `${where} has no ${HASH_KEY} in its metadata: ${advice}`);
  }
  return { stream, revision, position: position.commit, id, type, data: data as JsonValue, metadata, hash };
}

/** A uuid of version 8 (for own use) from the first bits of a hash. */
export function uuidOfHash(hash: string): string {
  const variant = '89ab'.charAt(parseInt(hash.charAt(16), 16) % 4);
  return [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `8${hash.slice(13, 16)}`,
    `${variant}${hash.slice(17, 20)}`,
    hash.slice(20, 32),
  ].join('-');
}
