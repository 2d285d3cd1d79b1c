import { showText } from './show-text';

describe('a text from outside', () => {
  it('of 200 characters is shown whole, of one more cut', () => {
    expect(showText('a'.repeat(200))).toBe('a'.repeat(200));
    expect(showText('a'.repeat(201))).toBe(`${'a'.repeat(200)}…`);
  });

  it('is counted in characters, not in their halves', () => {
    expect(showText('😀'.repeat(200))).toBe('😀'.repeat(200));
    expect(showText('😀'.repeat(201))).toBe(`${'😀'.repeat(200)}…`);
  });

  it('has control characters and half pairs escaped', () => {
    expect(showText('a\nb\ud83d')).toBe('a\\u000ab\\ud83d');
  });
});
