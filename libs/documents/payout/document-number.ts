import { accountComponent } from '../journal/account-component';

/** The series of a program's documents in a year: one of what was paid, one of credit notes for what came back. */
export type DocumentSeries = 'paid' | 'returned';

/** At least so many digits. */
const DIGITS = 4;

/**
 * The number of a document: `PLIXO-2026-0007` is the seventh payout of the year that was paid, `PLIXO-2026-C0002` the
 * credit note for the second that came back. It follows from the log alone: what a document is called (a remittance advice
 * or a self-billed invoice) is no part of it. No two programs have one number, not even for a reader that takes capital
 * and small letters for the same.
 */
export function documentNumber(program: string, series: DocumentSeries, year: number, place: number): string {
  const letter = series === 'paid' ? '' : 'C';
  const digits = String(place).padStart(DIGITS, '0');
  return `${accountComponent(program).toUpperCase()}-${String(year).padStart(4, '0')}-${letter}${digits}`;
}

/** Numbers what was paid, or what came back, in one year, from 1, in the order in which it is given: that of the log. */
export function numbered<Row>(
  program: string,
  series: DocumentSeries,
  year: number,
  inOrder: readonly Row[],
): readonly (readonly [number: string, row: Row])[] {
  return inOrder.map((row, index) => [documentNumber(program, series, year, index + 1), row] as const);
}

/** Which document of a program a number names; null: it is none of its numbers. */
export function parseDocumentNumber(
  program: string,
  text: string,
): { readonly series: DocumentSeries; readonly year: number; readonly place: number } | null {
  const [, year, letter, place] = /-(\d{4})-(C?)(\d{4,12})$/.exec(text) ?? [];
  const named = { series: letter === 'C' ? 'returned' : 'paid', year: Number(year), place: Number(place) } as const;
  return documentNumber(program, named.series, named.year, named.place) === text ? named : null;
}
