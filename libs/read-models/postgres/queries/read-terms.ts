import { calendarOf } from '@ledger/kernel/calendar';
import type { ProgramTerms, PublishedTerms } from '@ledger/program/program-terms';
import type { DataSource } from 'typeorm';
import { LIVE_SCHEMA } from '../schema/version';
import { withConnection, type Sql } from '../sql';
import { listed, readerOf, type StoredRow } from '../../definition/stored-row';
import { termsVersions } from '../../tables/terms-versions';
import { inLiveSnapshot } from '../swap-lock';
import { encodeText } from '../text-codec';

type StoredTerms = StoredRow & { readonly program: string };

const query = (schema: string) => `SELECT program, ${listed(termsVersions.columns)} FROM ${schema}.terms_versions`;
const read = readerOf(termsVersions.columns);

/** The terms of the programs that the log knows up to the checkpoint, by name; each with its versions in their order. */
export async function readTerms(sql: Sql, schema: string): Promise<ReadonlyMap<string, ProgramTerms>> {
  const versions = new Map<string, PublishedTerms[]>();
  const all = `${query(schema)} ORDER BY program, effective_from_ms, version`;
  for (const stored of await sql.rows<StoredTerms>(all)) {
    const { program } = stored;
    const known = versions.get(program) ?? [];
    versions.set(program, known);
    known.push(toPublishedTerms(stored));
  }
  return new Map([...versions].map(([program, each]) => [program, programOf(program, each)]));
}

/** The terms of one program that the log knows up to the checkpoint; null: it has none of it. */
export async function readTermsOf(sql: Sql, schema: string, program: string): Promise<ProgramTerms | null> {
  const ofProgram = `${query(schema)} WHERE program = $1 ORDER BY effective_from_ms, version`;
  const versions = (await sql.rows<StoredRow>(ofProgram, [encodeText(program)])).map(toPublishedTerms);
  return versions.length === 0 ? null : programOf(program, versions);
}

/** The time zone of each program whose terms the log has up to the checkpoint. */
export async function readTimeZones(sql: Sql, schema: string): Promise<readonly (readonly [string, string])[]> {
  const zones = `SELECT DISTINCT ON (program) program, terms->>'timeZone' AS zone FROM ${schema}.terms_versions
                  ORDER BY program, version`;
  return (await sql.rows<{ program: string; zone: string }>(zones)).map(({ program, zone }) => [program, zone]);
}

/** The terms of all programs from the live read models, as they stand now. */
export function readLiveTerms(dataSource: DataSource): Promise<ReadonlyMap<string, ProgramTerms>> {
  return withConnection(dataSource, (sql) => inLiveSnapshot(sql, () => readTerms(sql, LIVE_SCHEMA)));
}

/** The terms of one program from the live read models, as they stand now; null: there are none of it. */
export function readLiveTermsOf(dataSource: DataSource, program: string): Promise<ProgramTerms | null> {
  return withConnection(dataSource, (sql) => inLiveSnapshot(sql, () => readTermsOf(sql, LIVE_SCHEMA, program)));
}

/** The terms of a program by its name among those that were read (RangeError for one that has none). */
export function termsIn(terms: ReadonlyMap<string, ProgramTerms>): (program: string) => ProgramTerms {
  return (name) => {
    const found = terms.get(name);
    if (found === undefined) throw new RangeError(`the read models have no terms of a program ${name}`);
    return found;
  };
}

function toPublishedTerms(stored: StoredRow): PublishedTerms {
  const { terms, publishedAt } = read(stored);
  return { ...terms, publishedAt };
}

function programOf(program: string, versions: readonly PublishedTerms[]): ProgramTerms {
  return { name: program, versions, calendar: calendarOf(versions[0]?.timeZone ?? 'UTC') };
}
