import { uncompress } from 'snappyjs';
import { ByteReader } from '../byte-reader';
import { CutAtLimit, type Unpacked } from './unpacked';

/** How Java's producers begin: the name of xerial's framing, and its versions. */
const FRAMED = Buffer.from([0x82, ...Buffer.from('SNAPPY'), 0]);
const VERSIONS_BYTES = 8;

/**
 * Unpacks snappy, as it is (Go and C clients) or in xerial's frames (Java): those up to the limit, and the former not
 * at all where it says that it is longer. Throws Error for what is no snappy.
 */
export function unpackSnappy(packed: Buffer, limitBytes: number): Unpacked {
  if (!packed.subarray(0, FRAMED.length).equals(FRAMED)) {
    return { bytes: asBuffer(uncompress<Uint8Array>(packed, limitBytes)), isCut: false };
  }
  const frames = new ByteReader(packed.subarray(FRAMED.length + VERSIONS_BYTES));
  const unpacked = new CutAtLimit(limitBytes);
  while (frames.remaining > 0 && unpacked.add(uncompress<Uint8Array>(frames.next(frames.int32()), limitBytes)));
  return unpacked.result();
}

function asBuffer({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}
