import { EVENT_LIMITS, exceededLimit, withoutExcess } from './event-limits';
import { jsonText } from './json-text';
import { parseJsonText } from './parse-json';
import { readArrival } from './read-envelope';

const event = (data: unknown, more: object = {}) => ({
  specversion: '1.0',
  id: 'e1',
  source: 'case',
  type: 'invoice.paid',
  time: '2026-01-10T10:00:00Z',
  program: 'plixo',
  data,
  ...more,
});
const nested = (levels: number): unknown => parseJsonText('['.repeat(levels) + ']'.repeat(levels));
const fields = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`f${index}`, 0]));
const ofBytes = (bytes: number) => {
  const empty = event({ note: '' });
  return event({ note: 'x'.repeat(bytes - Buffer.byteLength(JSON.stringify(empty))) });
};

it.each([
  ['786,432 bytes', ofBytes(EVENT_LIMITS.bytes)],
  ['786,432 bytes, two for each character', event({ note: 'ü'.repeat(393_100) })],
  ['10,000 lines', event({ lines: Array(10_000).fill({}) })],
  ['more lines of something that is no invoice', event({ lines: Array(10_001).fill({}) }, { type: 'x' })],
  ['1,000 fields', event(fields(1_000))],
  ['64 levels', event({ note: nested(62) })],
  ['the greatest number', event({ note: Number.MAX_VALUE })],
  ['a clock beyond the bytes', { ...ofBytes(EVENT_LIMITS.bytes), clock: '2026-01-10T10:00:00.000Z' }],
])('takes an event of %s', (_, value) => {
  expect(exceededLimit(value)).toBeNull();
  expect(withoutExcess(value)).toBe(value);
});

it('does not count what pseudonyms are longer than the values that they stand for', () => {
  const lines = (sku: string) => event({ lines: Array.from({ length: 9_000 }, () => ({ sku, note: 'x'.repeat(50) })) });
  expect(exceededLimit(lines(`unknown-${'0'.repeat(32)}`))).toBeNull();
  expect(exceededLimit(lines(`unknown-${'0'.repeat(31)}g`))).not.toBeNull();
});

it.each([
  ['bytes', ofBytes(EVENT_LIMITS.bytes + 1), 'more than 786432 bytes as compact JSON'],
  ['bytes in UTF-8', event({ note: 'ü'.repeat(400_000) }), 'more than 786432 bytes as compact JSON'],
  ['lines', event({ lines: Array(10_001).fill(0) }), 'data.lines: more than 10000 lines'],
  ['fields of the event', event({}, fields(1_000)), 'more than 1000 fields in an object'],
  ['fields of data', event(fields(1_001)), 'data: more than 1000 fields in an object'],
  ['fields where none is named', event({ Ada: fields(1_001) }), 'data: more than 1000 fields in an object'],
  ['fields of a line', event({ lines: [{}, fields(1_001)] }), 'data.lines[1]: more than 1000 fields in an object'],
  ['levels', event({ note: nested(63) }), 'data: more than 64 levels of objects and lists'],
  ['levels, many', event({ note: nested(6_000) }), 'data: more than 64 levels of objects and lists'],
  ['levels of an attribute', event({}, { time: nested(64) }), 'time: more than 64 levels of objects and lists'],
  ['numbers', event({ Ada: Infinity }), 'data: a number that no double can hold'],
  ['numbers of a field', event({ customer: -Infinity }), 'data.customer: a number that no double can hold'],
  [
    'numbers of a line',
    event({ lines: [{ amount: Infinity }] }),
    'data.lines[0].amount: a number that no double can hold',
  ],
])('refuses an event that exceeds the limit of %s', (_, value, detail) => {
  expect(readArrival(value)).toMatchObject({ ok: false, program: 'plixo', source: 'case', id: 'e1', detail });
  // What is kept of it is refused in the same words.
  expect(readArrival(parseJsonText(jsonText(withoutExcess(value))))).toEqual(readArrival(value));
});

it('reads only ids of an event that exceeds a limit', () => {
  const value = event({ a: Infinity }, { id: 'x'.repeat(129), source: 7 });
  expect(readArrival(value)).toMatchObject({ id: '', source: '', program: 'plixo', type: 'invoice.paid' });
});

it('passes on next to nothing of an event that is too large', () => {
  const less = withoutExcess({ ...ofBytes(4_000_000), id: 'e2' });
  expect(readArrival(less)).toMatchObject({ id: 'e2', detail: 'more than 786432 bytes as compact JSON' });
  expect(jsonText(less).length).toBeLessThan(EVENT_LIMITS.bytes + 200);
  expect(withoutExcess(['x'.repeat(1_000_000)])).toHaveLength(1);
});
