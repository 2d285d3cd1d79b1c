import { forTerminal } from '../for-terminal';

/** What ends a tag of hledger, or may be read as another one or as a date; and the sign of an escape itself. */
const SPECIAL = /[\\,;[\]\p{Zl}\p{Zp}]|^\s|\s$/gu;

/**
 * A text from outside as the value of a tag, in one line: what would end it or be taken for something else, and what is
 * not seen, is written as JSON writes it (`a\u002cb` is `a,b`). The value between two quotes is a JSON text of it.
 */
export function tagText(text: string): string {
  const escaped = text.replace(SPECIAL, (character) =>
    character === '\\' ? '\\\\' : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return forTerminal(escaped).replaceAll('"', '\\"');
}
