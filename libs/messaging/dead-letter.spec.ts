import { randomBytes } from 'node:crypto';
import { deadLetterRecord, readDeadLetterEntry, redriveRecord, type DeadLetter } from './dead-letter';
import type { OutgoingRecord } from './idempotent-producer';
import type { ReceivedRecord } from './received-record';

const AT = new Date('2026-03-01T10:00:00Z');
const cause = { code: 'not_json', reason: 'the value is not JSON', service: 'referral-intake' };
const record: ReceivedRecord = {
  topic: 'partner-ledger.checkout.v1',
  partition: 3,
  offset: 83n,
  timestampMs: 7,
  key: Buffer.from('c'),
  value: Buffer.from('x'),
  headers: {},
};

/** The record as it comes back out of a topic. */
function received({ topic, key, value, headers = {} }: OutgoingRecord): ReceivedRecord {
  const bytes = (content: string | Buffer | null) => (content === null ? null : Buffer.from(content));
  const list = Object.entries(headers).map(([name, values]) => {
    const all = typeof values === 'string' || Buffer.isBuffer(values) ? [values] : values;
    return [name, all.map(bytes)] as const;
  });
  const place = { topic, partition: 0, offset: 12n, timestampMs: 0 };
  return { ...place, key: bytes(key), value: bytes(value), headers: Object.fromEntries(list) };
}

function letterOf(dead: ReceivedRecord): DeadLetter {
  const entry = readDeadLetterEntry(received(deadLetterRecord(dead, cause, AT)));
  if (entry.kind !== 'letter') throw new Error(`a dead letter was read as ${entry.kind}`);
  return entry.letter;
}

it('keeps the record, why it is one, and where it was', () => {
  expect(letterOf(record)).toEqual({
    number: 12n,
    cause,
    at: '2026-03-01T10:00:00.000Z',
    firstOffset: null,
    redrivesBefore: 0,
    origin: { topic: record.topic, partition: 3, offset: 83n },
    original: { key: record.key, value: record.value, headers: {}, cutFromBytes: null },
  });
});

it('takes no header of the record for one of its own', () => {
  const headers = Object.fromEntries(
    ['dead-letter-redrive-note-for', 'dead-letter-origin-topic', 'original:x', '__proto__', 'constructor'].map(
      (name) => [name, [Buffer.from('5'), Buffer.from('6')]],
    ),
  );
  const letter = letterOf({ ...record, headers });
  expect(Object.entries(letter.original.headers)).toEqual(Object.entries(headers));
  expect(letter.origin.topic).toBe(record.topic);
  expect(Object.keys(redriveRecord(letter, 0).headers ?? {})).toEqual(expect.arrayContaining(Object.keys(headers)));
});

it('keeps a header without a value as an empty one: kafkajs writes no other', () => {
  expect(letterOf({ ...record, headers: { 'x-trace': [null] } }).original.headers).toEqual({
    'x-trace': [Buffer.alloc(0)],
  });
});

it('packs a large value, and gives it back whole', () => {
  const value = Buffer.alloc(5_000_000, 'x');
  expect(deadLetterRecord({ ...record, value }, cause, AT).value?.length).toBeLessThan(10_000);
  const { original } = letterOf({ ...record, value });
  expect(original.value?.equals(value)).toBe(true);
  expect(original.cutFromBytes).toBeNull();
});

it('keeps the beginning of what does not fit even packed, and says so', () => {
  const value = randomBytes(5_000_000);
  const { original } = letterOf({ ...record, value });
  expect(original).toMatchObject({ value: value.subarray(0, 65_536), cutFromBytes: 5_000_000 });
});

it('stands for all records that could not be read, from the first to the last', () => {
  const undecodable = { firstOffset: 80n, reason: 'snappy cannot be unpacked' };
  expect(letterOf({ ...record, undecodable })).toMatchObject({ firstOffset: 80n, origin: { offset: 83n } });
});

it.each([
  ['nothing of ours', {}],
  ['a note for no number', { 'dead-letter-redrive-note-for': [Buffer.from('all')] }],
  ['an origin without a place in it', { 'dead-letter-origin-topic': [Buffer.from('t')] }],
])('reads a record of the topic with %s as somebody else’s', (_, headers) => {
  expect(readDeadLetterEntry({ ...record, headers })).toEqual({ kind: 'foreign', number: 83n });
});
