const MAX_SHOWN_CHARACTERS = 64;

/**
 * A text from outside, fit for a terminal, a table and a store: control characters and halves of surrogate pairs as
 * escapes, then at most 64 characters (contract.md, section 1), or as many as are asked for. What it answers, it
 * answers for that again.
 */
export function showText(text: string, maxCharacters = MAX_SHOWN_CHARACTERS): string {
  const characters = [...escapeControls(text.slice(0, 2 * maxCharacters + 2))];
  if (characters.length <= maxCharacters) return characters.join('');
  return `${characters.slice(0, maxCharacters).join('')}…`;
}

const CONTROL_OR_LONE_SURROGATE = /[\p{Cc}\p{Surrogate}]/gu;

function escapeControls(text: string): string {
  return text.replace(CONTROL_OR_LONE_SURROGATE, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
