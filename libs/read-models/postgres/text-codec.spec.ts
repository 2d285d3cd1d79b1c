import fc from 'fast-check';
import { compareCodePoints } from '@ledger/kernel/code-point-order';
import { decodeText, encodeText } from './text-codec';

const texts = fc.string({ unit: fc.constantFrom('\u0000', '\u0001', '\u0002', 'a', '\u{1F600}', '\uFFFD') });

it('keeps every text, and no NUL in what is kept', () => {
  fc.assert(
    fc.property(texts, (text) => {
      expect(encodeText(text)).not.toContain('\u0000');
      expect(decodeText(encodeText(text))).toBe(text);
    }),
  );
});

it('keeps the order by code points', () => {
  fc.assert(
    fc.property(texts, texts, (a, b) => {
      const kept = compareCodePoints(encodeText(a), encodeText(b));
      expect(Math.sign(kept)).toBe(Math.sign(compareCodePoints(a, b)));
    }),
  );
});
