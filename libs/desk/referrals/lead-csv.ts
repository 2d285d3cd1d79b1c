import { CsvError, parse } from 'csv-parse/sync';

/** The columns of a file of leads; the first three have to be there. */
export const LEAD_COLUMNS = ['email', 'company', 'primary_contact', 'note', 'external_id'] as const;
export type LeadColumn = (typeof LEAD_COLUMNS)[number];
const NEEDED: readonly LeadColumn[] = ['email', 'company', 'primary_contact'];

export const MOST_LEAD_ROWS = 1_000;
export const MOST_LEAD_CSV_BYTES = 1_000_000;

/** A row as it stands in the file. */
export interface LeadRow {
  /** Of the file, from 1; the headings are on the first. */
  readonly line: number;
  readonly fields: Readonly<Partial<Record<LeadColumn, string>>>;
}

export type ReadLeads =
  { readonly ok: true; readonly rows: readonly LeadRow[] } | { readonly ok: false; readonly fault: string };

/** Reads leads from CSV (RFC 4180, UTF-8, a line of headings); where the file as a whole is none, why. */
export function readLeadCsv(bytes: Buffer): ReadLeads {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return { ok: false, fault: 'the file is not in UTF-8' };
  }
  const records = recordsOf(text);
  if (typeof records === 'string') return { ok: false, fault: records };
  const fault = faultOf(records);
  if (fault !== null) return { ok: false, fault };
  return { ok: true, rows: records.map(({ info, record }) => ({ line: info.lines, fields: given(record) })) };
}

interface Parsed {
  readonly info: { readonly lines: number };
  readonly record: Readonly<Record<string, string>>;
}

function recordsOf(text: string): readonly Parsed[] | string {
  try {
    const options = { bom: true, columns: true, info: true, skip_empty_lines: true, trim: true } as const;
    return parse(text, options) as unknown as readonly Parsed[];
  } catch (error) {
    if (error instanceof CsvError) return `the file is no CSV as expected: ${error.message}`;
    throw error;
  }
}

function faultOf(records: readonly Parsed[]): string | null {
  const [first] = records;
  if (first === undefined) return 'there are no leads in it: a line of headings, and a row for each lead, are expected';
  const headings = Object.keys(first.record);
  const known: readonly string[] = LEAD_COLUMNS;
  const unknown = headings.filter((heading) => !known.includes(heading));
  const missing = NEEDED.filter((heading) => !headings.includes(heading));
  const named = `; there are: ${LEAD_COLUMNS.join(', ')}`;
  if (unknown.length > 0) return `line 1: no column is named ${unknown.join(', ')}${named}`;
  if (missing.length > 0) return `line 1: no column ${missing.join(', ')}${named}`;
  if (records.length > MOST_LEAD_ROWS) {
    return `the file has ${records.length} rows, and at most ${MOST_LEAD_ROWS} are taken at once`;
  }
  return null;
}

/** A field that is empty is not given. */
function given(record: Readonly<Record<string, string>>): LeadRow['fields'] {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== ''));
}
