import type { CanonicalEvent } from '../chain-hash';

/** Under the server's default limit of 1,048,576 bytes. */
export const MAX_APPEND_BYTES = 900_000;
/** Hash, id and their names in the metadata, with room to spare. */
const OVERHEAD_BYTES = 200;
/** As JSON text no UTF-16 unit takes more than three bytes here: what is cut is JSON, which has no control characters. */
const UNITS_A_PART = 280_000;

type SizedEvent = Pick<CanonicalEvent, 'type' | 'dataText' | 'metadataText'>;

/** What an event takes of an append: as the server counts, or more. */
export function bytesOf(event: SizedEvent): number {
  return bytesBesideData(event) + (isKeptInParts(event) ? 0 : Buffer.byteLength(event.dataText));
}

/** Whether an event's data do not go into one append: then they are kept beside it (large-events.ts). */
export function isKeptInParts(event: SizedEvent): boolean {
  const room = MAX_APPEND_BYTES - bytesBesideData(event);
  // Most events are far from it, which is seen without counting.
  return 3 * event.dataText.length > room && Buffer.byteLength(event.dataText) > room;
}

/** A text of data as parts, each of which goes into one append. */
export function partsOf(dataText: string): readonly string[] {
  return Array.from({ length: Math.ceil(dataText.length / UNITS_A_PART) }, (_, number) =>
    dataText.slice(number * UNITS_A_PART, (number + 1) * UNITS_A_PART),
  );
}

/** Each character of a type for two. */
function bytesBesideData({ type, metadataText }: SizedEvent): number {
  return OVERHEAD_BYTES + 2 * type.length + Buffer.byteLength(metadataText);
}
