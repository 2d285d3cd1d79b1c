/** What is not seen, or needs to be drawn from right to left or in shapes that a plain line of glyphs does not give. */
const NOT_IN_A_PLAIN_LINE =
  /[\p{Cc}\p{Cf}\p{Surrogate}\p{Zl}\p{Zp}\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

/** A text as it can be drawn, and the characters of it that cannot: they stand by their numbers (`U+674E`). */
export interface DrawableText {
  readonly text: string;
  readonly undrawn: readonly string[];
}

/**
 * Puts what a font cannot draw by its number, so that nothing becomes an empty box; `hasGlyph`: whether the font has one
 * for a code point.
 */
export function drawableText(text: string, hasGlyph: (codePoint: number) => boolean): DrawableText {
  const undrawn: string[] = [];
  let drawn = '';
  for (const character of text.normalize('NFC')) {
    const codePoint = character.codePointAt(0) ?? 0;
    if (!NOT_IN_A_PLAIN_LINE.test(character) && hasGlyph(codePoint)) {
      drawn += character;
      continue;
    }
    const number = `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`;
    undrawn.push(number);
    drawn += `[${number}]`;
  }
  return { text: drawn, undrawn };
}
