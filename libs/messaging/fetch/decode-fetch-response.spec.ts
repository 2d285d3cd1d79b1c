import { gzipSync } from 'node:zlib';
import { CHECKOUT_TOPIC, stageTopic } from '../topics';
import { decodeFetchResponse } from './decode-fetch-response';
import { buildBatch, buildRecords } from './testing/record-batches';

const MEBIBYTE = 1_024 * 1_024;

const int16 = (value: number) => Buffer.from([value >> 8, value & 0xff]);
function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}
function int64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64BE(BigInt(value));
  return bytes;
}

/** The bytes of an answer for the partitions 0, 1, … of one topic. */
function answer(version: number, records: readonly Buffer[], topic = stageTopic('commission')): Buffer {
  const partitions = records.map((set, partition) => [
    int32(partition),
    int16(0),
    int64(90),
    int64(80),
    ...(version >= 5 ? [int64(7)] : []),
    int32(1),
    int64(5),
    int64(0),
    ...(version >= 11 ? [int32(-1)] : []),
    int32(set.length),
    set,
  ]);
  return Buffer.concat([
    int32(3),
    ...(version >= 7 ? [int16(0), int32(12)] : []),
    int32(1),
    int16(topic.length),
    Buffer.from(topic),
    int32(records.length),
    ...partitions.flat(),
  ]);
}

const values = ({ messages }: { messages: readonly { value: Buffer | null }[] }) =>
  messages.map(({ value }) => value?.length);
const ofBytes = (offset: number, bytes: number) =>
  buildBatch({ firstOffset: offset, records: [{ offset, value: Buffer.alloc(bytes) }] });

it.each([4, 5, 7, 8, 11])(
  'reads version %d of the answer, without what an aborted transaction wrote',
  async (version) => {
    const aborted = buildBatch({
      firstOffset: 0,
      producerId: 5n,
      isTransactional: true,
      records: [{ offset: 0, value: 'aborted' }],
    });
    const set = Buffer.concat([aborted, buildBatch({ firstOffset: 1, records: [{ offset: 1, value: 'counts' }] })]);
    const decoded = await decodeFetchResponse(version, answer(version, [set, Buffer.alloc(0)]), 0);
    const [topic] = decoded.responses;
    expect(topic?.topicName).toBe('partner-ledger.stage.commission.v1');
    expect(topic?.partitions).toMatchObject([
      {
        partition: 0,
        errorCode: 0,
        highWatermark: '90',
        lastStableOffset: '80',
        abortedTransactions: [],
        messages: [
          { offset: '0', isControlRecord: true },
          { offset: '1', value: Buffer.from('counts') },
        ],
      },
      { partition: 1, messages: [] },
    ]);
    expect(topic?.partitions[0]?.preferredReadReplica).toBe(version === 11 ? -1 : undefined);
    expect(decoded.throttleTime).toBe(version >= 8 ? 0 : 3);
  },
);

it('decodes until the budget of an answer is spent, beginning with another partition each time', async () => {
  const large = [0, 1, 2].map(() => Buffer.concat([ofBytes(0, 40 * MEBIBYTE), ofBytes(1, 40 * MEBIBYTE)]));
  for (const [turn, expected] of [
    [0, [2, 0, 0]],
    [1, [0, 2, 0]],
    [5, [0, 0, 2]],
  ] as const) {
    const { responses } = await decodeFetchResponse(11, answer(11, large), turn);
    expect(responses[0]?.partitions.map((partition) => values(partition).length)).toEqual(expected);
  }
});

it('lets what others send unpack to less than what the services send each other', async () => {
  const bytes = gzipSync(buildRecords([{ offset: 0, value: Buffer.alloc(40 * MEBIBYTE) }], 0));
  const set = buildBatch({ firstOffset: 0, lastOffset: 0, codec: 1, packed: { bytes, count: 1 } });
  const messagesOf = async (topic?: string) =>
    (await decodeFetchResponse(11, answer(11, [set], topic), 0)).responses[0]?.partitions[0]?.messages;
  expect(await messagesOf()).toMatchObject([{ value: { length: 40 * MEBIBYTE } }]);
  expect(await messagesOf(CHECKOUT_TOPIC)).toMatchObject([
    { undecodable: { reason: 'gzip unpacks to more than 33554432 bytes' } },
  ]);
});
