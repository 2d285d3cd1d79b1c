import { drawableText } from './drawable-text';

const latin = (codePoint: number) => codePoint < 0x250;

describe('a text that is drawn', () => {
  it.each([
    ['Größe & Co', 'Größe & Co', []],
    ['Gro\u0308ße', 'Größe', []],
    ['李 Ltd', '[U+674E] Ltd', ['U+674E']],
    ['🙂', '[U+1F642]', ['U+1F642']],
    ['a\u202eb', 'a[U+202E]b', ['U+202E']],
    ['a\nb', 'a[U+000A]b', ['U+000A']],
    ['', '', []],
  ])('%j is %j', (text, drawn, undrawn) => {
    expect(drawableText(text, latin)).toEqual({ text: drawn, undrawn });
  });

  it('has what is written from right to left by its number, also where the font has glyphs', () => {
    expect(drawableText('שלום', () => true).undrawn).toHaveLength(4);
  });
});
