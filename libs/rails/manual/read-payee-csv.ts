import { CsvError, parse } from 'csv-parse/sync';
import type { Payee } from './bank-party';
import { checkParty, PARTY_FIELDS } from './check-party';

const COLUMNS: readonly string[] = ['payee', ...PARTY_FIELDS];
const NEEDED = ['payee', 'name', 'iban'];

export type ReadPayees =
  { readonly ok: true; readonly payees: readonly Payee[] } | { readonly ok: false; readonly faults: readonly string[] };

/** Reads payees from CSV (RFC 4180, UTF-8, a line of headings); what is wrong is said with its line, all at once. */
export function readPayeeCsv(text: string, program: string): ReadPayees {
  const read = rowsOf(text);
  if (typeof read === 'string') return { ok: false, faults: [read] };
  const faults: string[] = [];
  const payees = new Map<string, Payee>();
  for (const { line, row } of read) {
    const payee = row['payee']?.trim() ?? '';
    if (payee === '') faults.push(`line ${line}: payee is missing`);
    else if (payees.has(payee)) faults.push(`line ${line}: the payee ${JSON.stringify(payee)} was there before`);
    const checked = checkParty(row);
    if (!checked.ok) faults.push(...checked.faults.map((fault) => `line ${line}: ${fault}`));
    else payees.set(payee, { program, payee, ...checked.party });
  }
  if (faults.length > 0) return { ok: false, faults };
  return payees.size === 0
    ? { ok: false, faults: ['there are no payees in it'] }
    : { ok: true, payees: [...payees.values()] };
}

interface Row {
  readonly line: number;
  readonly row: Readonly<Record<string, string>>;
}

/** Its rows, or why there are none. */
function rowsOf(text: string): readonly Row[] | string {
  try {
    const options = { bom: true, columns: true, info: true, skip_empty_lines: true, trim: true } as const;
    const records = parse(text, options) as unknown as { info: { lines: number }; record: Record<string, string> }[];
    const [first] = records;
    const headings = Object.keys(first?.record ?? {});
    const unknown = headings.filter((heading) => !COLUMNS.includes(heading));
    const missing = first === undefined ? [] : NEEDED.filter((heading) => !headings.includes(heading));
    if (unknown.length > 0) return `line 1: no column is named ${unknown.join(', ')}; there are: ${COLUMNS.join(', ')}`;
    if (missing.length > 0) return `line 1: no column ${missing.join(', ')}; there are: ${COLUMNS.join(', ')}`;
    return records.map(({ info, record }) => ({ line: info.lines, row: record }));
  } catch (error) {
    if (error instanceof CsvError) return `no CSV as expected: ${error.message}`;
    throw error;
  }
}
