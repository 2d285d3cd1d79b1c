import { Decompress } from 'fzstd';
import { CutAtLimit, type Unpacked } from './unpacked';
import { withSmallWindow } from './zstd-window';

/** Unpacks zstd, and stops once there is more than the limit. Throws Error for what is none. */
export function unpackZstd(packed: Buffer, limitBytes: number): Unpacked {
  const unpacked = new CutAtLimit(limitBytes);
  const enough = new Error('more than the limit');
  const decompress = new Decompress((piece) => {
    if (!unpacked.add(piece)) throw enough;
  });
  try {
    decompress.push(withSmallWindow(packed, limitBytes), true);
  } catch (error) {
    if (error !== enough) throw error;
  }
  return unpacked.result();
}
