import { gzipSync } from 'node:zlib';
import { compress as lz4 } from 'lz4js';
import { compress as snappy } from 'snappyjs';
import { unpackRecords } from './unpack-records';

const TEXT = 'the same words again and again '.repeat(60);
/** By the zstd command, with the window of 128 MiB that level 22 asks for. */
const ZSTD = 'KLUv/QCIFQEAwHRoZSBzYW1lIHdvcmRzIGFnYWluIGFuZAIAIgv1AXXLGA==';

const int32 = (value: number) => Buffer.from([value >>> 24, (value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff]);

/** As Java's producers send it: a name, two versions, and blocks behind their lengths. */
function xerial(...blocks: readonly string[]): Buffer {
  const packed = blocks.map((block) => Buffer.from(snappy(Buffer.from(block))));
  const head = Buffer.from([0x82, ...Buffer.from('SNAPPY'), 0, 0, 0, 0, 1, 0, 0, 0, 1]);
  return Buffer.concat([head, ...packed.flatMap((block) => [int32(block.length), block])]);
}

it.each([
  ['gzip', 1, gzipSync(TEXT)],
  ['snappy as it is', 2, Buffer.from(snappy(Buffer.from(TEXT)))],
  ['snappy in frames', 2, xerial(TEXT.slice(0, 700), TEXT.slice(700))],
  ['lz4', 3, Buffer.from(lz4(Buffer.from(TEXT)))],
  ['zstd', 4, Buffer.from(ZSTD, 'base64')],
])('unpacks %s', async (_, codec, packed) => {
  expect(await unpackRecords(codec, packed, 10_000)).toEqual({ bytes: Buffer.from(TEXT), isCut: false });
});

it.each([
  ['gzip', 1, gzipSync(TEXT)],
  ['snappy in frames', 2, xerial(TEXT.slice(0, 700), TEXT.slice(700, 1_400), TEXT.slice(1_400))],
  ['lz4', 3, Buffer.from(lz4(Buffer.from(TEXT)))],
  ['zstd', 4, Buffer.from(ZSTD, 'base64')],
])('unpacks the beginning of %s that is longer than the limit', async (_, codec, packed) => {
  expect(await unpackRecords(codec, packed, 1_024)).toEqual({ bytes: Buffer.from(TEXT.slice(0, 1_024)), isCut: true });
});

it('refuses snappy that says it is longer than the limit', async () => {
  const packed = Buffer.from(snappy(Buffer.from(TEXT)));
  await expect(unpackRecords(2, packed, 1_000)).rejects.toThrow('uncompressed length of 1860 is too big');
});

it('refuses zstd of far more blocks than its content needs: each would cost as much as its window is large', async () => {
  const head = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0, 15 << 3]);
  const packed = Buffer.concat([head, Buffer.alloc(3 * 1_000), Buffer.from([1, 0, 0])]);
  await expect(unpackRecords(4, packed, 32 * 1_024 * 1_024)).rejects.toThrow('far more blocks');
});
