import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { comparableJson, contentOf } from './same-content';

const reordered = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(reordered);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, reordered(inner)]),
  );
};

describe('comparableJson', () => {
  it('sorts keys at every depth and writes no white space', () => {
    expect(comparableJson({ b: [1, { d: null, c: true }], a: 'x' })).toBe('{"a":"x","b":[1,{"c":true,"d":null}]}');
  });

  it.each([2, 16, 17, 100])('sorts %d keys, in whatever order they come', (count) => {
    const ordered = Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${1000 + index}`, index]));
    fc.assert(
      fc.property(fc.shuffledSubarray(Object.entries(ordered), { minLength: count }), (shuffled) => {
        expect(comparableJson(Object.fromEntries(shuffled))).toBe(JSON.stringify(ordered));
      }),
      { seed: 3, numRuns: 20 },
    );
  });

  it('sorts by code points: U+FF61 comes before U+1F600, which UTF-16 has the other way round', () => {
    expect(comparableJson({ '\u{1f600}': 1, '\uff61': 2 })).toBe('{"\uff61":2,"\u{1f600}":1}');
  });

  it('sorts array indexes as texts, though no object keeps them so', () => {
    expect(comparableJson({ b: { 10: 1, 9: 2, '-1': 3 } })).toBe('{"b":{"-1":3,"10":1,"9":2}}');
  });

  it('writes equal numbers alike', () => {
    expect(comparableJson(JSON.parse('[1.0, 1e2, -0, 0.1]'))).toBe('[1,100,0,0.1]');
  });

  it('leaves out what is undefined, as JSON does, and keeps a key named __proto__', () => {
    expect(comparableJson({ a: undefined, b: 1 })).toBe('{"b":1}');
    expect(comparableJson(JSON.parse('{"__proto__": {"a": 1}}'))).toBe('{"__proto__":{"a":1}}');
  });

  it.each([[undefined], [10n], [NaN], [Infinity], [() => 1]])('refuses %p, which is no JSON', (value) => {
    expect(() => comparableJson(value)).toThrow(TypeError);
    expect(() => comparableJson([value])).toThrow(TypeError);
  });

  it('is the same exactly for values that are the same', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (left, right) => {
        const [a, b] = [left, right].map((value) => JSON.parse(JSON.stringify(value)) as unknown);
        expect(comparableJson(a) === comparableJson(b)).toBe(isDeepStrictEqual(a, b));
        expect(comparableJson(reordered(a))).toBe(comparableJson(a));
        expect(JSON.parse(comparableJson(a))).toEqual(a);
      }),
    );
  });
});

describe('contentOf', () => {
  const event = { id: 'e', time: '2026-01-01T00:00:00Z', data: { customer: 'a', note: 1 } };

  it('leaves out `clock`, and only at the top', () => {
    expect(contentOf({ ...event, clock: '2026-01-01T00:00:05Z' })).toBe(contentOf(event));
    expect(contentOf({ ...event, data: { ...event.data, clock: 1 } })).not.toBe(contentOf(event));
  });

  it.each([
    [{ subject: null }],
    [{ datacontenttype: 'application/json' }],
    [{ datacontenttype: 'application/json; charset=utf-8', dataschema: null }],
  ])('is the same with %j, which says nothing of the event', (more) => {
    expect(contentOf({ ...event, ...more })).toBe(contentOf(event));
  });

  it.each([
    [{ datacontenttype: 'application/xml' }],
    [{ data: { ...event.data, more: null } }],
    [{ time: '2026-01-01T00:00:00+00:00' }],
    [{ data: { customer: 'a', note: 2 } }],
    [{ subject: 's' }],
  ])('differs with %j', (change) => {
    expect(contentOf({ ...event, ...change })).not.toBe(contentOf(event));
  });
});
