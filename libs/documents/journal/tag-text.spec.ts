import fc from 'fast-check';
import { tagText } from './tag-text';

describe('the value of a tag', () => {
  it.each([
    ['inv-1', 'inv-1'],
    ['2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z'],
    ['a, b: c', 'a\\u002c b: c'],
    ['[2026-13-45]', '\\u005b2026-13-45\\u005d'],
    ['a;b', 'a\\u003bb'],
    ['a\nb', 'a\\u000ab'],
    [' a ', '\\u0020a\\u0020'],
    ['\\u002c', '\\\\u002c'],
    ['say "x"', 'say \\"x\\"'],
    ['Zoë 李 😀', 'Zoë 李 😀'],
    ['a\u202eb\u2028c', 'a\\u202eb\\u2028c'],
  ])('%j is %s', (text, shown) => expect(tagText(text)).toBe(shown));

  it('is in one line, without a comma, and says what it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(tagText(text)).not.toMatch(/[,;[\]\p{Cc}\p{Cf}\p{Zl}\p{Zp}]|^\s|\s$/u);
        expect(JSON.parse(`"${tagText(text)}"`)).toBe(text);
      }),
    );
  });
});
