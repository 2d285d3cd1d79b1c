import { createGunzip } from 'node:zlib';
import { CutAtLimit, type Unpacked } from './unpacked';

const CHUNK_BYTES = 256 * 1_024;

/** Unpacks gzip, and stops once there is more than the limit. Rejects with zlib's error for what is no gzip. */
export async function unpackGzip(packed: Buffer, limitBytes: number): Promise<Unpacked> {
  const unpacked = new CutAtLimit(limitBytes);
  const gunzip = createGunzip({ chunkSize: CHUNK_BYTES });
  gunzip.end(packed);
  // Leaving the loop early ends the unpacking.
  for await (const chunk of gunzip) if (!unpacked.add(chunk as Buffer)) break;
  return unpacked.result();
}
