import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { z } from 'zod';
import { compileSchema, fitsOf } from './compile-schema';
import { ENVELOPE_SCHEMA } from './envelope-schema';
import { DATA_SCHEMAS } from './event-schemas';
import { EVENT_TYPES, type EventType } from './event-types';
import type { JsonObject } from './json-object';
import { currentVersionOf } from './upcast';

/** Values that fit, nearly fit and do not fit some field. */
const odd = fc.oneof(
  fc.constantFrom(
    undefined,
    null,
    '',
    ' ',
    'x',
    '2026-02-29',
    '2026-02-28',
    '2026-01',
    'USD',
    'usd',
    '0.5',
    '20',
    {},
    [],
  ),
  fc.constantFrom(0, -1, 1, 0.5, 2 ** 53, NaN, Infinity, true, 'a\0', '\ud800', 'x'.repeat(129), [{ line: 'l' }]),
  fc.jsonValue(),
);

function fullSampleOf(type: EventType): JsonObject {
  const file = join(__dirname, 'samples', `${type}.v${currentVersionOf(type)}.json`);
  return (JSON.parse(readFileSync(file, 'utf8')) as { readonly full: JsonObject }).full;
}

/** The sample with one of its fields, at any depth, taken away or put to another value. */
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

describe.each([...EVENT_TYPES])('%s', (type) => {
  const sample = fullSampleOf(type);

  it('fits without asking the schema', () => {
    expect(fitsOf(ENVELOPE_SCHEMA)(sample)).toBe(true);
    expect(fitsOf(DATA_SCHEMAS[type])(sample['data'])).toBe(true);
  });

  it.each([
    ['envelope', ENVELOPE_SCHEMA, sample],
    ['data', DATA_SCHEMAS[type], sample['data']],
  ] as const)('fits exactly if the schema says so, its %s altered', (_, schema, value) => {
    const fits = fitsOf(schema);
    const check = compileSchema(schema);
    fc.assert(
      fc.property(fc.array(fc.nat(20), { minLength: 1, maxLength: 3 }), odd, (path, replacement) => {
        const candidate = altered(value, path, replacement);
        const { success, error } = schema.safeParse(candidate);
        expect(fits(candidate)).toBe(success);
        expect(check(candidate)?.issues).toEqual(error?.issues);
      }),
      { numRuns: 200 },
    );
  });
});

it('leaves to the schema what it does not know', () => {
  const schema = z.union([z.string(), z.number()]);
  expect(fitsOf(schema)('a')).toBe(false);
  expect(compileSchema(schema)('a')).toBeNull();
  expect(compileSchema(schema)(true)?.issues).toHaveLength(1);
});
