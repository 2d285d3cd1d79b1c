/** What every bank of SEPA takes (EPC217-08); in ids neither at an end nor twice a slash. */
const TAKEN = /^[A-Za-z0-9/\-?:().,'+ ]*$/;

/** Letters that no decomposition leads to a Latin one, and marks that have a usual stand-in. */
const SPELLED: Readonly<Record<string, string>> = {
  ...{ ä: 'ae', ö: 'oe', ü: 'ue', Ä: 'Ae', Ö: 'Oe', Ü: 'Ue', ß: 'ss', ẞ: 'SS', æ: 'ae', Æ: 'AE', œ: 'oe', Œ: 'OE' },
  ...{ ø: 'o', Ø: 'O', đ: 'd', Đ: 'D', ð: 'd', Ð: 'D', þ: 'th', Þ: 'TH', ł: 'l', Ł: 'L', ı: 'i', ħ: 'h', Ħ: 'H' },
  ...{ ŋ: 'n', Ŋ: 'N', ŧ: 't', Ŧ: 'T', ə: 'e', Ə: 'E' },
  ...{ '&': '+', _: '-', '"': "'", '`': "'", '´': "'", '‘': "'", '’': "'", '“': "'", '”': "'", '„': "'" },
  ...{ '–': '-', '—': '-', ';': ',', '@': '(at)', '[': '(', ']': ')', '{': '(', '}': ')', '\\': '/' },
  ...{ '!': '.', '*': '.', '#': '.', '%': '.', '=': '.', '<': '.', '>': '.', '|': '.', '~': '-', '^': '.', $: '.' },
  ...spelled('αβγδεζηθικλμνξοπρστυφχψως', 'a v g d e z i th i k l m n x o p r s t y f ch ps o s'),
  ...spelled('ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ', 'A V G D E Z I Th I K L M N X O P R S T Y F Ch Ps O'),
  ...spelled('абвгдежзийклмнопрстуфхцчшщъьюя', 'a b v g d e zh z i y k l m n o p r s t u f h ts ch sh sht a y yu ya'),
  ...spelled('АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЬЮЯ', 'A B V G D E Zh Z I Y K L M N O P R S T U F H Ts Ch Sh Sht A Y Yu Ya'),
};

function spelled(letters: string, words: string): Record<string, string> {
  const spellings = words.split(' ');
  return Object.fromEntries([...letters].map((letter, index) => [letter, spellings[index] ?? letter]));
}

/** A text in the characters that every bank takes, or those of its characters that have no such spelling. */
export type BankText =
  { readonly ok: true; readonly text: string } | { readonly ok: false; readonly unspelled: readonly string[] };

/**
 * Spells a text in the characters of SEPA, as names and addresses are written in a batch file: accents go, umlauts, Greek
 * and Bulgarian letters as usual, marks by what stands in for them. A letter without a usual spelling is not guessed.
 */
export function inBankCharacters(given: string): BankText {
  const unspelled: string[] = [];
  const pieces = [...given.normalize('NFC')].map((character) => {
    const piece = spelling(character);
    if (piece === null) unspelled.push(character);
    return piece ?? '';
  });
  if (unspelled.length > 0) return { ok: false, unspelled: [...new Set(unspelled)] };
  return { ok: true, text: pieces.join('').replaceAll(/ {2,}/g, ' ').trim() };
}

/** Such a text; RangeError where it was not checked when it was entered. */
export function bankText(given: string): string {
  const spelledText = inBankCharacters(given);
  if (spelledText.ok) return spelledText.text;
  throw new RangeError(
    `no bank takes ${spelledText.unspelled.join(' ')}: the text was not checked when it was entered`,
  );
}

function spelling(character: string): string | null {
  if (TAKEN.test(character)) return character;
  const usual = SPELLED[character];
  if (usual !== undefined) return usual;
  if (/^[\p{Zs}]$/u.test(character)) return ' ';
  const bare = character.normalize('NFKD').replaceAll(/\p{M}/gu, '');
  if (bare === character || bare === '') return null;
  const pieces = [...bare].map(spelling);
  return pieces.includes(null) ? null : pieces.join('');
}
