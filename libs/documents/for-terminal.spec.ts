import { forTerminal, linesForTerminal } from './for-terminal';

const ESCAPE = '\u001b[31mred';
const C1 = '\u009b31m';
const BIDI = 'abc\u202edef';
const TAG = '\u{e0041}';

describe('a text on its way to a terminal', () => {
  it.each([
    [ESCAPE, '\\u001b[31mred'],
    [C1, '\\u009b31m'],
    [BIDI, 'abc\\u202edef'],
    [TAG, '\\udb40\\udc41'],
    ['a\r\nb', 'a\\u000d\\u000ab'],
    ['\ud800', '\\ud800'],
    ['Zoë 李 😀', 'Zoë 李 😀'],
  ])('has nothing that it obeys: %j', (text, shown) => expect(forTerminal(text)).toBe(shown));

  it('keeps the ends of lines and tabs where it has several', () => {
    expect(linesForTerminal(`a\tb\n${ESCAPE}\r\n`)).toBe('a\tb\n\\u001b[31mred\\u000d\n');
  });

  it('is the same value where it is JSON', () => {
    const value = { id: `${C1}${BIDI}${TAG}\u007f` };
    const shown = linesForTerminal(JSON.stringify(value));
    expect(JSON.parse(shown)).toEqual(value);
    expect(shown).toMatch(/^[\x20-\x7e]+$/);
  });
});
