import { canonicalEvent } from '../chain-hash';
import type { AppendRequest } from '../event-store';
import { EventStoreError } from '../event-store-error';
import { MAX_APPEND_BYTES, sizeOf } from './event-size';
import { HASH_KEY, ID_KEY, PARTS_KEY, type SizedEvent } from './stored-event';

/** Events of one stream that go to the server in one append: all are written, or none. */
export interface AppendPiece {
  readonly stream: string;
  readonly expectedRevision: bigint;
  readonly events: readonly SizedEvent[];
}

/**
 * Puts a request into canonical form and cuts it into pieces that the server takes. The cuts follow from the request
 * alone, so that a retry has the same pieces, and each is there as a whole or not at all.
 *
 * Throws `invalid` for what EventStoreDB keeps for itself (a stream or type beginning with `$`), for a key of the
 * metadata that is the adapter's own, and for metadata that are too large. Data that are count for nothing: they are kept
 * beside their event.
 */
export function splitAppend({ stream, expectedRevision, events }: AppendRequest): AppendPiece[] {
  if (stream.startsWith('$'))
    throw invalid(`stream ${JSON.stringify(stream)}: EventStoreDB keeps names with $ for itself`);
  const pieces: { stream: string; expectedRevision: bigint; events: SizedEvent[] }[] = [];
  let left = 0;
  let revision = expectedRevision;
  for (const event of events) {
    if (event.type.startsWith('$'))
      throw invalid(`type ${JSON.stringify(event.type)}: EventStoreDB keeps $ for itself`);
    const taken = [HASH_KEY, ID_KEY, PARTS_KEY].find((key) => Object.hasOwn(event.metadata, key));
    if (taken !== undefined)
      throw invalid(`metadata with ${taken}, which the store adds by itself (event ${event.id})`);
    const canonical = canonicalEvent(event);
    const { bytes, isKeptInParts } = sizeOf(canonical);
    if (bytes > MAX_APPEND_BYTES) {
      throw invalid(
        `event ${event.id} for ${JSON.stringify(stream)} with ${bytes} bytes beside its data; the limit is ${MAX_APPEND_BYTES}`,
      );
    }
    const sized = { ...canonical, isKeptInParts };
    const piece = bytes <= left ? pieces.at(-1) : undefined;
    if (piece === undefined) {
      pieces.push({ stream, expectedRevision: revision, events: [sized] });
      left = MAX_APPEND_BYTES;
    } else {
      piece.events.push(sized);
    }
    left -= bytes;
    revision++;
  }
  return pieces;
}

function invalid(what: string): EventStoreError {
  return new EventStoreError('invalid', `The event store cannot take ${what}`);
}
