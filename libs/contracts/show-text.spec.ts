import { showText } from './show-text';

describe('a text from outside', () => {
  it('of 64 characters is shown whole, of one more cut', () => {
    expect(showText('a'.repeat(64))).toBe('a'.repeat(64));
    expect(showText('a'.repeat(65))).toBe(`${'a'.repeat(64)}…`);
  });

  it('is cut later where more is asked for', () => {
    expect(showText('a'.repeat(100), 100)).toBe('a'.repeat(100));
    expect(showText('a'.repeat(101), 100)).toBe(`${'a'.repeat(100)}…`);
  });

  it('is counted in characters, not in their halves', () => {
    expect(showText('😀'.repeat(64))).toBe('😀'.repeat(64));
    expect(showText('😀'.repeat(65))).toBe(`${'😀'.repeat(64)}…`);
  });

  it('has control characters and half pairs escaped', () => {
    expect(showText('a\nb\ud83d')).toBe('a\\u000ab\\ud83d');
  });

  it('says again what it said', () => {
    for (const text of ['\u0000'.repeat(40), 'a'.repeat(70), '🙂'.repeat(70)]) {
      expect(showText(showText(text))).toBe(showText(text));
    }
  });
});
