import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EVENT_TYPES } from '@ledger/contracts/event-types';
import type { JsonObject } from '@ledger/contracts/json-object';
import { jsonText } from '@ledger/contracts/json-text';
import { parseJsonText } from '@ledger/contracts/parse-json';
import { readArrival } from '@ledger/contracts/read-envelope';
import { readEvent } from '@ledger/contracts/read-event';
import { currentVersionOf } from '@ledger/contracts/upcast';
import { concealedBody } from './conceal-body';
import { PersonalDataConcealer } from './conceal-personal-data';

const concealer = new PersonalDataConcealer(Buffer.alloc(32));
const TYPED = 'Ada Lovelace <ada@example.com>';

/** What a ledger says of a body: what the row of its rejection shows, or that it is an event. */
function saidOf(body: unknown) {
  const envelope = readArrival(body);
  const { program, source, id, type } = envelope;
  const problem = envelope.ok ? readEvent(envelope) : envelope;
  return { program, source, id, type, said: problem.ok ? 'an event' : problem.detail };
}

const shown = (body: unknown) => concealedBody(body, concealer);

const event = (data: unknown, more: JsonObject = {}): JsonObject => ({
  specversion: '1.0',
  id: 'e1',
  source: 'case',
  type: 'partner.applied',
  time: '2026-01-10T10:00:00Z',
  program: 'plixo',
  data,
  ...more,
});

it.each([
  ['a text', TYPED],
  ['a list', [TYPED]],
  ['an unknown type', event({ partner: TYPED, [TYPED]: TYPED }, { type: 'partner.exploded' })],
  ['an extension', event({ partner: 'p' }, { subject: TYPED, [TYPED]: 1 })],
  ['data that is a text', event(TYPED)],
  ['data that is a list', event([TYPED])],
  ['a field that no schema names', event({ partner: 'p', [TYPED]: { [TYPED]: TYPED } })],
  ['personal fields that fit', event({ partner: 'p', name: TYPED, email: TYPED, company: TYPED })],
  ['a personal field that does not fit', event({ partner: 'p', type: 't', name: [TYPED] })],
  ['a personal field that does not fit, a text', event({ partner: 'p', type: 't', name: `${TYPED}\u0000` })],
  ['a list where a text belongs', event({ partner: [TYPED], type: 't' })],
  ['an object where a text belongs', event({ partner: { [TYPED]: TYPED }, type: 't' })],
  [
    'a text where lines belong',
    event({ invoice: 'i', customer: 'c', currency: 'USD', lines: TYPED }, { type: 'invoice.paid' }),
  ],
  [
    'a text in place of a line',
    event({ invoice: 'i', customer: 'c', currency: 'USD', lines: [TYPED] }, { type: 'invoice.paid' }),
  ],
  ['a number beyond a double', event({ partner: 'p', [TYPED]: Infinity })],
  [
    'too many fields',
    event(Object.fromEntries(Array.from({ length: 1_001 }, (_, index) => [`${TYPED}${index}`, TYPED]))),
  ],
  [
    'too many fields of the event',
    event({}, Object.fromEntries(Array.from({ length: 1_001 }, (_, index) => [`${TYPED}${index}`, TYPED]))),
  ],
  ['too many levels', event({ partner: 'p', [TYPED]: parseJsonText('[{"a":'.repeat(40) + '1' + '}]'.repeat(40)) })],
  ['too many bytes', event({ partner: 'p', name: TYPED.repeat(40_000) })],
])('says the same of %s, and shows nothing that was typed', (_, body) => {
  const concealed = shown(body);
  expect(jsonText(concealed)).not.toMatch(/Ada|ada@/);
  expect(saidOf(parseJsonText(jsonText(concealed)))).toEqual(saidOf(body));
});

it('leaves what is not personal as it came, in its order', () => {
  const body = {
    data: { customer: 'c', invoice: 7 },
    id: 'e1',
    type: 'invoice.paid',
    time: 'yesterday',
    program: 'nope',
  };
  expect(JSON.stringify(shown(body))).toBe(JSON.stringify(body));
});

it('cuts what is too long to where it still shows the same', () => {
  const { data } = shown(event({ partner: 'x'.repeat(5_000), type: 't' })) as { data: { partner: string } };
  expect(data.partner).toHaveLength(129);
});

describe.each(EVENT_TYPES)('%s', (type) => {
  const file = join(__dirname, '../../contracts/samples', `${type}.v${currentVersionOf(type)}.json`);
  const { full } = JSON.parse(readFileSync(file, 'utf8')) as { readonly full: JsonObject };

  it('is judged the same when concealed, altered anywhere', () => {
    const odd = fc.oneof(
      fc.constantFrom<unknown>(
        null,
        '',
        ' ',
        'x',
        0,
        -1,
        1.5,
        true,
        {},
        [],
        Infinity,
        'x'.repeat(129),
        'a\u0000',
        { a: 1 },
        [1],
        [[]],
      ),
      fc.jsonValue({ maxDepth: 2 }),
    );
    fc.assert(
      fc.property(fc.array(fc.nat(20), { minLength: 1, maxLength: 4 }), odd, (path, replacement) => {
        const body = altered(full, path, replacement);
        expect(saidOf(JSON.parse(jsonText(shown(body))))).toEqual(saidOf(body));
        expect(shown(shown(body))).toBeDefined();
      }),
      { numRuns: 100 },
    );
  });
});

/** The value with one of its fields, at any depth, put to another value. */
function altered(value: unknown, path: readonly number[], replacement: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined || typeof value !== 'object' || value === null) return replacement;
  const keys = Object.keys(value);
  const key = keys[step % Math.max(1, keys.length)];
  if (key === undefined) return replacement;
  const changed = altered((value as JsonObject)[key], rest, replacement);
  if (Array.isArray(value)) return value.map((item: unknown, index) => (String(index) === key ? changed : item));
  return { ...value, [key]: changed };
}
