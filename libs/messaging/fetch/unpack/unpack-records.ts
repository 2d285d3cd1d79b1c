import { unpackGzip } from './unpack-gzip';
import { unpackLz4 } from './unpack-lz4';
import { unpackSnappy } from './unpack-snappy';
import { unpackZstd } from './unpack-zstd';
import type { Unpacked } from './unpacked';

type Unpack = (packed: Buffer, limitBytes: number) => Unpacked | Promise<Unpacked>;

/** Kafka's codecs, by the number that a record batch names them by. */
const CODECS: readonly { readonly name: string; readonly unpack: Unpack }[] = [
  { name: 'none', unpack: (bytes) => ({ bytes, isCut: false }) },
  { name: 'gzip', unpack: unpackGzip },
  { name: 'snappy', unpack: unpackSnappy },
  { name: 'lz4', unpack: unpackLz4 },
  { name: 'zstd', unpack: unpackZstd },
];

/** The name of a codec; a number that is none: `codec 7`. */
export function codecName(codec: number): string {
  return CODECS[codec]?.name ?? `codec ${codec}`;
}

/**
 * The records of a batch as they were before the producer compressed them, up to the limit.
 * Rejects with Error where the codec is unknown or the bytes are none of it.
 */
export async function unpackRecords(codec: number, packed: Buffer, limitBytes: number): Promise<Unpacked> {
  const known = CODECS[codec];
  if (known === undefined) throw new Error('Kafka has no such codec');
  return known.unpack(packed, limitBytes);
}
