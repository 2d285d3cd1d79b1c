import { gzipSync } from 'node:zlib';

/** A request stays under what a topic with Kafka's default limit of 1 MiB takes, framing included. */
export const REQUEST_LIMIT_BYTES = 900_000;
/** Packed, it stands alone in its request. */
const PACKED_LIMIT_BYTES = 1_000_000;

/** Whether a topic as it comes takes a value: as it is, or packed, as the producer packs what is large by itself. */
export function fitsARecord(value: string): boolean {
  return Buffer.byteLength(value) <= REQUEST_LIMIT_BYTES || gzipSync(value).length <= PACKED_LIMIT_BYTES;
}
