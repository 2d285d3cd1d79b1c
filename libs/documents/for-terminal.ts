/** What a terminal may obey instead of showing it: control and format characters, and halves of surrogate pairs. */
const OBEYED = /[\p{Cc}\p{Cf}\p{Surrogate}]/gu;

/** A text from outside as a terminal shows it and does not obey it: in one line, such characters as escapes. */
export function forTerminal(text: string): string {
  return text.replace(OBEYED, escaped);
}

/** The same for a text of several lines, whose line ends and tabs stay. */
export function linesForTerminal(text: string): string {
  return text.replace(OBEYED, (character) =>
    character === '\n' || character === '\t' ? character : escaped(character),
  );
}

/** As JSON writes it, beyond the first plane as two halves: a JSON text with such escapes is the same value. */
function escaped(character: string): string {
  return Array.from({ length: character.length }, (_, unit) => {
    return `\\u${character.charCodeAt(unit).toString(16).padStart(4, '0')}`;
  }).join('');
}
