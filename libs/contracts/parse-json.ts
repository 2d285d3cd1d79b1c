/** So many levels are parsed; the engine takes seconds for millions, and what is deeper is refused all the same. */
const PARSED_LEVELS = 10_000;

/**
 * Parses JSON from outside, as `JSON.parse`, at a cost linear in its length however deep it is nested: of lists and
 * objects deeper than 10,000 levels (far beyond what an event may have) the contents are left out.
 * Throws SyntaxError for what is no JSON.
 */
export function parseJsonText(text: string): unknown {
  // Each level takes two characters at least.
  return JSON.parse(text.length <= 2 * PARSED_LEVELS ? text : withoutDepths(text));
}

function withoutDepths(text: string): string {
  const kept: string[] = [];
  let level = 0;
  let keptFrom = 0;
  for (let index = 0; index < text.length; index++) {
    const character = text[index];
    if (character === '"') index = endOfString(text, index);
    else if (character === '[' || character === '{') {
      level += 1;
      if (level === PARSED_LEVELS + 1) kept.push(text.slice(keptFrom, index + 1));
    } else if (character === ']' || character === '}') {
      if (level === PARSED_LEVELS + 1) keptFrom = index;
      level -= 1;
    }
  }
  if (kept.length === 0) return text;
  // A text that ends down there is no JSON; its beginning alone is none either.
  if (level <= PARSED_LEVELS) kept.push(text.slice(keptFrom));
  return kept.join('');
}

/** The index of the quotation mark that ends a string, or of the end of the text. */
function endOfString(text: string, start: number): number {
  let index = start + 1;
  while (index < text.length && text[index] !== '"') index += text[index] === '\\' ? 2 : 1;
  return index;
}
