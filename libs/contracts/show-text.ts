const MAX_SHOWN_CHARACTERS = 200;

/**
 * A text from outside, fit for a terminal, a table and a store: at most 200 characters, control characters and
 * halves of surrogate pairs as escapes.
 */
export function showText(text: string): string {
  const characters = [...text.slice(0, 2 * MAX_SHOWN_CHARACTERS + 2)];
  const shown =
    characters.length <= MAX_SHOWN_CHARACTERS ? text : `${characters.slice(0, MAX_SHOWN_CHARACTERS).join('')}…`;
  return escapeControls(shown);
}

const CONTROL_OR_LONE_SURROGATE = /[\p{Cc}\p{Surrogate}]/gu;

function escapeControls(text: string): string {
  return text.replace(CONTROL_OR_LONE_SURROGATE, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
