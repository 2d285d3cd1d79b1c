import { hash } from 'node:crypto';
import { canonicalJson } from './canonical-json';
import type { NewEvent } from './event-store';

/** Stands for the hash before a stream's first event. */
export const CHAIN_START = '0'.repeat(64);

/** An event as it is hashed and stored: its JSON parts as canonical text. */
export interface CanonicalEvent {
  readonly id: string;
  readonly type: string;
  readonly dataText: string;
  readonly metadataText: string;
}

/** The canonical text of an event's data and metadata, made once and used for the hash and for the row. */
export function canonicalEvent(event: NewEvent): CanonicalEvent {
  return {
    id: event.id,
    type: event.type,
    dataText: canonicalJson(event.data),
    metadataText: canonicalJson(event.metadata),
  };
}

/**
 * The hash of an event: lower-case hex of `SHA-256(previous hash ‖ [stream, revision, type, id, data, metadata])`,
 * the list as canonical JSON with the revision as a string, both as UTF-8. It covers every earlier event of the stream,
 * so nothing before it can be changed, left out or moved.
 */
export function chainHash(previousHash: string, stream: string, revision: bigint, event: CanonicalEvent): string {
  const place = `${JSON.stringify(stream)},"${revision}",${JSON.stringify(event.type)},${JSON.stringify(event.id)}`;
  return hash('sha256', `${previousHash}[${place},${event.dataText},${event.metadataText}]`, 'hex');
}
