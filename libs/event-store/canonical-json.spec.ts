import fc from 'fast-check';
import { canonicalJson } from './canonical-json';
import type { JsonValue } from '@ledger/contracts/json-value';

describe('canonical JSON', () => {
  it('sorts keys at every depth and writes no white space', () => {
    expect(canonicalJson({ b: [{ d: 1, c: 2 }], a: { z: null, y: true }, é: 1, Z: '' })).toBe(
      '{"Z":"","a":{"y":true,"z":null},"b":[{"c":2,"d":1}],"é":1}',
    );
  });

  it('puts keys that are array indexes first, by number, as JavaScript keeps them', () => {
    expect(canonicalJson({ b: 1, 10: 1, 9: 1, '-1': 1, '01': 1 })).toBe('{"9":1,"10":1,"-1":1,"01":1,"b":1}');
  });

  it('leaves out what is undefined, and keeps a key named __proto__', () => {
    const value = JSON.parse('{"z":1,"__proto__":{"b":1,"a":2}}') as Record<string, JsonValue>;
    expect(canonicalJson({ ...value, gone: undefined } as unknown as JsonValue)).toBe(
      '{"__proto__":{"a":2,"b":1},"z":1}',
    );
    expect(canonicalJson(value)).toBe('{"__proto__":{"a":2,"b":1},"z":1}');
  });

  it('writes any JSON so that it reads the same and is written the same again', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        const text = canonicalJson(value as JsonValue);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(canonicalJson(JSON.parse(text) as JsonValue)).toBe(text);
        expect(JSON.stringify(JSON.parse(text))).toBe(text);
      }),
    );
  });

  it('does not depend on the order in which properties were added', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.integer()), (value) => {
        const turned = Object.fromEntries(Object.entries(value).reverse());
        expect(canonicalJson(turned)).toBe(canonicalJson(value));
      }),
    );
  });

  it.each<[string, unknown, string]>([
    ['a bigint', { lines: [{ amount: 1n }] }, '$["lines"][0]["amount"] is a bigint (encode it as a string)'],
    ['NaN', [NaN], '$[0] is NaN'],
    ['Infinity', { a: Infinity }, '$["a"] is Infinity'],
    ['a Date', { at: new Date(0) }, '$["at"] is a Date'],
    ['a function', { f: () => 1 }, '$["f"] is function'],
    ['undefined in a list', [undefined], '$[0] is undefined'],
  ])('refuses %s and says where it is', (_, value, message) => {
    expect(() => canonicalJson(value as JsonValue)).toThrow(new TypeError(`${message}, which is not JSON`));
  });
});
