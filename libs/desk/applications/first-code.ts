const LONGEST = 12;
const NUMBERED = 20;
/** What companies are, not what they are called. */
const LEGAL_FORMS: ReadonlySet<string> = new Set(
  (
    'gmbh mbh ag kg ohg ug inc llc ltd limited corp co company plc sa sas sarl bv nv srl spa oy ab aps pty ' +
    'of and und the'
  ).split(' '),
);

/**
 * Codes that a new partner may get, in the order in which they are tried: of its company's name, then with a number; of
 * `fallback`, which is nobody else's, at last, and where the name has no letters for one.
 */
export function firstCodes(company: string | null, fallback: string): readonly string[] {
  const words = asciiWords(company ?? '');
  const telling = words.filter((word) => !LEGAL_FORMS.has(word.toLowerCase()));
  const base = (telling.length > 0 ? telling : words).join('').toUpperCase().slice(0, LONGEST);
  if (base.length < 3) return [fallback];
  const numbered = Array.from({ length: NUMBERED - 1 }, (_, index) => `${base}${index + 2}`);
  return [base, ...numbered, fallback];
}

function asciiWords(text: string): string[] {
  const plain = text
    .replace(/[äÄ]/g, 'ae')
    .replace(/[öÖ]/g, 'oe')
    .replace(/[üÜ]/g, 'ue')
    .replace(/ß/g, 'ss')
    .normalize('NFKD')
    .replace(/\p{M}|['’.]/gu, '');
  return plain.match(/[A-Za-z0-9]+/g) ?? [];
}
