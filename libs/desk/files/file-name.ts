const MOST_CHARACTERS = 150;

/** Without these a name breaks lines, reverses its own reading or ends a folder. */
const UNWANTED = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** A file's name as it is kept and shown: its last part, without signs that nobody sees, cut to a length with its ending. */
export function tidyFileName(given: string): string {
  const last = given.split(/[\\/]/).at(-1) ?? '';
  const visible = last.replace(UNWANTED, '').trim();
  if (visible === '' || /^\.+$/.test(visible)) return 'file';
  const characters = [...visible];
  if (characters.length <= MOST_CHARACTERS) return visible;
  const ending = /\.[A-Za-z0-9]{1,8}$/.exec(visible)?.[0] ?? '';
  return characters.slice(0, MOST_CHARACTERS - ending.length).join('') + ending;
}
