import fc from 'fast-check';
import { jsonText, utf8Bytes } from './json-text';
import { parseJsonText } from './parse-json';

it('writes what JSON.stringify writes', () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => expect(jsonText(value)).toBe(JSON.stringify(value))));
});

it('writes a number beyond a double as one', () => {
  const text = '{"a":[1e400,-1e400,{"__proto__":1,"b":"ü"}],"c":[]}';
  expect(jsonText(JSON.parse(text))).toBe(text);
});

it('writes the same step by step', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) =>
      expect(jsonText([Infinity, value])).toBe(`[1e400,${JSON.stringify(value)}]`),
    ),
  );
});

it('writes and parses what is nested as deep as nobody nests', () => {
  const text = '[{"a":'.repeat(4_999) + '[[]]' + '}]'.repeat(4_999);
  expect(jsonText(parseJsonText(text))).toBe(text);
});

it('leaves out what lies deeper than 10,000 levels, brackets in texts not counted', () => {
  const deep = (levels: number, inner: string) => '['.repeat(levels) + inner + ']'.repeat(levels);
  const text = `{"a":"[[\\"[","b":${deep(30_000, '{"c":"]"}')},"d":${deep(9_000, '1')},"e":[]}`;
  const left = `{"a":"[[\\"[","b":${deep(10_000, '')},"d":${deep(9_000, '1')},"e":[]}`;
  expect(jsonText(parseJsonText(text))).toBe(left);
  for (const broken of ['['.repeat(30_000), deep(30_000, '').slice(1), deep(30_000, '"')]) {
    expect(() => parseJsonText(broken)).toThrow(SyntaxError);
  }
});

it('counts bytes as UTF-8 does', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => expect(utf8Bytes(text)).toBe(Buffer.byteLength(text))),
  );
});
