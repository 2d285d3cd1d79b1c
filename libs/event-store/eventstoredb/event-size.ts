import type { CanonicalEvent } from '../chain-hash';

/** Under the server's default limit of 1,048,576 bytes. */
export const MAX_APPEND_BYTES = 900_000;
/** Hash, id and their names in the metadata, with room to spare. */
const OVERHEAD_BYTES = 200;
/** As JSON text no UTF-16 unit takes more than three bytes here: what is cut is JSON, which has no control characters. */
const UNITS_A_PART = 280_000;

/** What an event takes of an append. */
export interface EventSize {
  /** As the server counts, or more. */
  readonly bytes: number;
  /** Whether its data do not go into one append: then they are kept beside it (large-events.ts), and count for nothing. */
  readonly isKeptInParts: boolean;
}

export function sizeOf({ type, dataText, metadataText }: CanonicalEvent): EventSize {
  // Each character of a type for two.
  const besideData = OVERHEAD_BYTES + 2 * type.length + Buffer.byteLength(metadataText);
  const data = Buffer.byteLength(dataText);
  const isKeptInParts = data > MAX_APPEND_BYTES - besideData;
  return { bytes: isKeptInParts ? besideData : besideData + data, isKeptInParts };
}

/** A text of data as parts, each of which goes into one append. */
export function partsOf(dataText: string): readonly string[] {
  return Array.from({ length: Math.ceil(dataText.length / UNITS_A_PART) }, (_, number) =>
    dataText.slice(number * UNITS_A_PART, (number + 1) * UNITS_A_PART),
  );
}
