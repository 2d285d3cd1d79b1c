import type { ReceivedRecord } from '@ledger/messaging/received-record';
import { CHECKOUT_TOPIC } from '@ledger/messaging/topics';
import { readRecord } from './read-record';

const MAX_BYTES = 1_000;
const signedUp = { specversion: '1.0', id: 'e1', source: 's', type: 'customer.signed_up', program: 'plixo' };
const attributes = { ...signedUp, time: '2026-01-10T12:00:00.866837+00:00', clock: '2026-01-10T12:00:01Z', team: 'a' };

function read(value: string | Buffer | null, headers: Readonly<Record<string, string | Buffer | null>> = {}) {
  const record: ReceivedRecord = {
    topic: CHECKOUT_TOPIC,
    partition: 0,
    offset: 7n,
    timestampMs: 0,
    key: null,
    value: value === null ? null : Buffer.from(value),
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, header]) => [name, [header === null ? null : Buffer.from(header)]]),
    ),
  };
  return readRecord(record, MAX_BYTES);
}

const binary = (names: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(names).map(([name, value]) => [`ce_${name}`, value]));
const textOf = (result: ReturnType<typeof readRecord>) => (result.ok ? JSON.parse(result.text.toString()) : result);

describe('structured mode', () => {
  it.each([
    ['as it is', JSON.stringify(signedUp), {}],
    ['with its content type', JSON.stringify(signedUp), { 'content-type': 'application/cloudevents+json' }],
    [
      'also where attributes stand in headers too',
      JSON.stringify(signedUp),
      {
        ...binary({ id: 'other' }),
        'Content-Type': 'application/cloudevents+json; charset=UTF-8',
      },
    ],
    ['behind a byte order mark', `\uFEFF${JSON.stringify(signedUp)}`, {}],
    ['with headers of other purposes', JSON.stringify(signedUp), { constructor: 'x', 'x-trace': null, ce: 'x' }],
  ])('%s', (_, value, headers) => {
    expect(read(value, headers)).toMatchObject({ ok: true, value: signedUp });
  });

  it('passes on the text as it came, with numbers that no double holds', () => {
    const text = '{"type":"x","note":1e400}';
    expect(read(text)).toEqual({ ok: true, text: Buffer.from(text), value: { type: 'x', note: Infinity } });
  });
});

describe('binary mode', () => {
  it('is the event that its headers and its data make together', () => {
    const result = read('{"customer":"c"}', { ...binary(attributes), 'content-type': 'application/json' });
    const event = { ...attributes, data: { customer: 'c' } };
    expect(result).toMatchObject({ ok: true, value: event });
    expect(textOf(result)).toEqual(event);
  });

  it.each([
    ['without a content type', {}],
    ['with one of its own kind', { 'content-type': 'application/vnd.shop+json; charset=utf-8' }],
  ])('takes JSON %s', (_, headers) => {
    const result = read('{"customer":"c"}', { ...binary(signedUp), ...headers });
    expect(textOf(result)).toEqual({ ...signedUp, data: { customer: 'c' } });
  });

  it('without an id is an event without one, which the gate rejects', () => {
    const { id: _id, ...nameless } = signedUp;
    expect(textOf(read('{}', binary(nameless)))).toEqual({ ...nameless, data: {} });
  });

  it('without a value is an event without data', () => {
    expect(textOf(read(null, binary(signedUp)))).toEqual(signedUp);
  });

  it('keeps attributes of any name, and takes none for the data', () => {
    const result = read('{}', binary({ ...signedUp, data: 'x', constructor: 'y', ['__proto__']: 'z' }));
    const value = result.ok ? (result.value as object) : {};
    expect(Object.entries(value)).toEqual(
      expect.arrayContaining([
        ['constructor', 'y'],
        ['data', {}],
      ]),
    );
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  });
});

describe('no arrival, but a dead letter', () => {
  it.each([
    ['no value', null, {}, 'not_json', 'the record has no value'],
    ['no JSON', '{', {}, 'not_json', 'the value is not JSON'],
    ['no UTF-8', Buffer.from([0x22, 0xff, 0x22]), {}, 'not_json', 'the value is not UTF-8'],
    ['a list', '[{},{}]', {}, 'batch', 'the value is a list of 2 events: a record holds one event'],
    ['too large', `"${'x'.repeat(MAX_BYTES)}"`, {}, 'too_large', 'the value has 1002 bytes, more than 1000'],
    [
      ...(['of another topic', '{"type":"invoice.paid"}', {}, 'wrong_topic'] as const),
      'invoice.paid belongs on topic partner-ledger.revenue.v1: produce it there',
    ],
    [
      ...(['under the ledger’s own source', '{"source":"ledger/clock"}', {}, 'reserved_source'] as const),
      'the event has the source ledger/clock, under which the ledger itself writes',
    ],
    [
      ...(['with a clock of the year 9999', '{"clock":"9999-12-31T00:00:00Z"}', {}, 'reserved_clock'] as const),
      'the event carries a clock more than ten years ahead, which no running ledger has shown',
    ],
    ['binary: no JSON', 'x', binary(signedUp), 'not_json', 'the value is not JSON'],
    [
      ...(['binary: data of another kind', 'x', { ...binary(signedUp), 'content-type': 'text/plain' }] as const),
      ...(['data_not_json', expect.stringContaining('its data is text/plain: it must be JSON')] as const),
    ],
    [
      ...(['binary: a header that is no UTF-8', '{}', { ce_id: Buffer.from([0xff]) }] as const),
      ...(['not_json', 'the header ce_id is not UTF-8'] as const),
    ],
  ])('%s', (_, value, headers, code, reason) => {
    expect(read(value, headers)).toEqual({ ok: false, cause: { code, reason } });
  });

  it('what could not be read from the topic', () => {
    const undecodable = { firstOffset: 5n, reason: 'snappy cannot be unpacked' };
    const place = { topic: CHECKOUT_TOPIC, partition: 0, offset: 7n, timestampMs: 0, key: null, headers: {} };
    expect(readRecord({ ...place, value: Buffer.alloc(9), undecodable }, MAX_BYTES)).toEqual({
      ok: false,
      cause: { code: 'not_decodable', reason: 'snappy cannot be unpacked: offsets 5 to 7' },
    });
  });
});
