import { decompressBound, decompressFrame } from 'lz4js';
import type { Unpacked } from './unpacked';

/** Unpacks a frame of lz4 up to the limit. Throws Error for what is none. */
export function unpackLz4(packed: Buffer, limitBytes: number): Unpacked {
  // Its published type says that it answers nothing.
  const announcedBytes = Number(decompressBound(packed));
  const bytes = Buffer.alloc(Math.min(announcedBytes, limitBytes));
  const lengthBytes = decompressFrame(packed, bytes);
  return { bytes: bytes.subarray(0, lengthBytes), isCut: lengthBytes > bytes.length };
}
