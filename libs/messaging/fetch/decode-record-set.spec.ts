import { gzipSync } from 'node:zlib';
import type { AbortedTransaction } from './aborted-transactions';
import { decodeRecordSet } from './decode-record-set';
import { FetchBudget } from './fetch-budget';
import { buildBatch, buildRecords, type BatchToBuild } from './testing/record-batches';

const LIMIT_BYTES = 1_000;

function decode(bytes: Buffer, aborted: readonly AbortedTransaction[] = [], budget = new FetchBudget(1_000_000)) {
  return decodeRecordSet(bytes, { aborted, budget, unpackedLimitBytes: LIMIT_BYTES });
}

/** What was decoded, a word for each message. */
async function shown(batches: readonly BatchToBuild[], aborted: readonly AbortedTransaction[] = []): Promise<string[]> {
  const messages = await decode(Buffer.concat(batches.map(buildBatch)), aborted);
  return messages.map(({ offset, value, isControlRecord, undecodable }) => {
    if (isControlRecord) return `to ${offset}`;
    if (undecodable === undefined) return `${offset} ${value?.toString()}`;
    return `${undecodable.firstOffset} to ${offset}: ${undecodable.reason}`;
  });
}

const record = (offset: number, value = `v${offset}`) => ({ offset, value });
const transactional = (producerId: bigint, offset: number): BatchToBuild => ({
  firstOffset: offset,
  producerId,
  isTransactional: true,
  records: [record(offset)],
});

it('reads records with their keys, headers and times', async () => {
  const records = [
    { offset: 4, key: Buffer.from([0, 0, 0, 0]), value: 'a', headers: [['__proto__', null] as const] },
    { offset: 5, value: null },
  ];
  const messages = await decode(buildBatch({ firstOffset: 4, records }));
  expect(messages).toEqual([
    expect.objectContaining({ offset: '4', timestamp: '1005', key: Buffer.alloc(4), value: Buffer.from('a') }),
    expect.objectContaining({ offset: '5', key: null, value: null, headers: {} }),
  ]);
  expect(Object.entries(messages[0]?.headers ?? {})).toEqual([['__proto__', [null]]]);
});

it('leaves out what belongs to aborted transactions, in whatever order they are listed', async () => {
  const batches = [
    transactional(1n, 0),
    transactional(2n, 1),
    transactional(3n, 2),
    { firstOffset: 3, producerId: 2n, control: 'abort' as const },
    transactional(2n, 4),
    transactional(1n, 5),
    { firstOffset: 6, producerId: 1n, control: 'abort' as const },
    { firstOffset: 7, producerId: 3n, control: 'commit' as const },
  ];
  const aborted = [
    { producerId: 2n, firstOffset: 1n },
    { producerId: 1n, firstOffset: 0n },
  ];
  expect(await shown(batches, aborted)).toEqual(['to 0', 'to 1', '2 v2', 'to 3', '4 v4', 'to 5', 'to 6', 'to 7']);
});

it('leaves out aborted transactions that all began before what was fetched', async () => {
  const aborted = [
    { producerId: 1n, firstOffset: 3n },
    { producerId: 2n, firstOffset: 2n },
  ];
  expect(await shown([transactional(2n, 9), transactional(1n, 10)], aborted)).toEqual(['to 9', 'to 10']);
});

it('does not take a record whose key looks like an abort marker for one', async () => {
  const key = Buffer.alloc(4);
  const batches: BatchToBuild[] = [
    { firstOffset: 0, producerId: 1n, isTransactional: true, records: [{ offset: 0, key, value: 'x' }] },
    transactional(1n, 1),
  ];
  expect(await shown(batches, [{ producerId: 1n, firstOffset: 0n }])).toEqual(['to 0', 'to 1']);
});

it('reads to the end of a batch whose last records compaction took', async () => {
  const batches: BatchToBuild[] = [
    { firstOffset: 0, lastOffset: 9, records: [record(2), record(5)] },
    { firstOffset: 10, lastOffset: 12, records: [] },
  ];
  expect(await shown(batches)).toEqual(['2 v2', '5 v5', 'to 9', 'to 12']);
});

it('says what it cannot read, and reads on behind it', async () => {
  const bytes = Buffer.from('no such thing');
  const packed = (codec: number, firstOffset: number): BatchToBuild => ({
    firstOffset,
    lastOffset: firstOffset + 1,
    codec,
    packed: { bytes, count: 2 },
  });
  const batches: BatchToBuild[] = [
    packed(1, 0),
    packed(2, 2),
    packed(3, 4),
    packed(4, 6),
    packed(7, 8),
    packed(0, 10),
    { firstOffset: 12, format: 1 },
    { firstOffset: 13, records: [record(13)] },
  ];
  expect(await shown(batches)).toEqual([
    expect.stringMatching(/^0 to 1: gzip cannot be unpacked \(.*incorrect header check\)$/),
    '2 to 3: snappy cannot be unpacked (Invalid Snappy bitstream)',
    '4 to 5: lz4 cannot be unpacked (invalid magic number)',
    '6 to 7: zstd cannot be unpacked (no frame of zstd)',
    '8 to 9: codec 7 cannot be unpacked (Kafka has no such codec)',
    expect.stringMatching(/^10 to 11: none holds no records as Kafka has them \(/),
    '12 to 12: record format 1 is older than Kafka 0.11',
    '13 v13',
  ]);
});

it('reads what comes before the limit on what a batch may unpack to', async () => {
  const records = [record(0), record(1, 'x'.repeat(LIMIT_BYTES)), record(2)];
  const packed = { bytes: gzipSync(buildRecords(records, 0)), count: 3 };
  const batches = [
    { firstOffset: 0, lastOffset: 2, codec: 1, packed },
    { firstOffset: 3, records: [record(3)] },
  ];
  expect(await shown(batches)).toEqual(['0 v0', '1 to 2: gzip unpacks to more than 1000 bytes', '3 v3']);
});

it('leaves a batch that the broker cut for the next fetch', async () => {
  const [first, second] = [0, 1].map((offset) => buildBatch({ firstOffset: offset, records: [record(offset)] }));
  const cut = Buffer.concat([first as Buffer, (second as Buffer).subarray(0, -1)]);
  expect((await decode(cut)).map(({ offset }) => offset)).toEqual(['0']);
});

it('leaves batches for the next fetch once they have taken the budget', async () => {
  const batches = [0, 1, 2].map((offset) => buildBatch({ firstOffset: offset, records: [record(offset)] }));
  const budget = new FetchBudget(15);
  expect(await decode(Buffer.concat(batches), [], budget)).toHaveLength(2);
  expect(await decode(Buffer.concat(batches), [], budget)).toHaveLength(0);
});

it('reads a record of very many headers', async () => {
  const headers = Array.from({ length: 100_000 }, (_, index) => [`h${index}`, null] as const);
  const [message] = await decode(buildBatch({ firstOffset: 0, records: [{ offset: 0, value: 'v', headers }] }));
  expect(Object.keys(message?.headers ?? {})).toHaveLength(100_000);
});
