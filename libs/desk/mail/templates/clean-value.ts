/** A name of 10 KB is no name: what is longer is cut, and says so. */
const LONGEST_LINE = 200;
const LONGEST_TEXT = 4_000;
/** Marks that turn the direction of what stands beside them, and what no reader sees. */
const INVISIBLE = /[\u00AD\u061C\u180E\u200B-\u200F\u202A-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB]/g;
const BREAKS = /[\r\n\u0085\u2028\u2029]+/g;
const CONTROLS = /\p{Cc}/gu;
const BROKEN = /\p{Cs}/gu;

/** What somebody typed as one line of a mail, or of its subject: no line break, control character or mark of direction gets through. */
export function cleanLine(text: string): string {
  const line = visible(text.replace(BREAKS, ' ').replace(CONTROLS, ' '));
  return cut(line.replace(/\s+/g, ' ').trim(), LONGEST_LINE);
}

/** What somebody typed as some lines of a mail. */
export function cleanText(text: string): string {
  const lines = text.replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n').split('\n');
  const clean = lines.map((line) => visible(line.replace(CONTROLS, ' ')).trimEnd());
  return cut(
    clean
      .join('\n')
      .replace(/\n{3,}/g, '\n\n')
      .trim(),
    LONGEST_TEXT,
  );
}

function visible(text: string): string {
  return text.replace(INVISIBLE, '').replace(BROKEN, '\uFFFD');
}

function cut(text: string, most: number): string {
  const characters = [...text];
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('')}…`;
}
