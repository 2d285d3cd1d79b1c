import { calendarOf } from '@ledger/kernel/calendar';
import { termsFromJson } from '@ledger/program/describe-terms-canonical';
import type { ProgramTerms, PublishedTerms } from '@ledger/program/program-terms';
import type { DataSource } from 'typeorm';
import { LIVE_SCHEMA } from '../schema/version';
import { withConnection, type Sql } from '../sql';
import { toInstantOrNull } from '../stored-rows';
import { inLiveSnapshot } from '../swap-lock';
import { encodeText } from '../text-codec';

interface StoredTerms {
  program: string;
  published_at_ms: string | null;
  terms: unknown;
}

/** The terms of the programs that the log knows up to the checkpoint, by name; each with its versions in their order. */
export async function readTerms(sql: Sql, schema: string): Promise<ReadonlyMap<string, ProgramTerms>> {
  const versions = new Map<string, PublishedTerms[]>();
  const query = `SELECT program, published_at_ms, terms FROM ${schema}.terms_versions
                  ORDER BY program, effective_from_ms, version`;
  for (const stored of await sql.rows<StoredTerms>(query)) {
    const { program } = stored;
    const known = versions.get(program) ?? [];
    versions.set(program, known);
    known.push(toPublishedTerms(stored));
  }
  return new Map([...versions].map(([program, each]) => [program, programOf(program, each)]));
}

/** The terms of one program that the log knows up to the checkpoint; null: it has none of it. */
export async function readTermsOf(sql: Sql, schema: string, program: string): Promise<ProgramTerms | null> {
  const query = `SELECT program, published_at_ms, terms FROM ${schema}.terms_versions
                  WHERE program = $1 ORDER BY effective_from_ms, version`;
  const versions = (await sql.rows<StoredTerms>(query, [encodeText(program)])).map(toPublishedTerms);
  return versions.length === 0 ? null : programOf(program, versions);
}

/** The time zone of each program whose terms the log has up to the checkpoint. */
export async function readTimeZones(sql: Sql, schema: string): Promise<readonly (readonly [string, string])[]> {
  const query = `SELECT DISTINCT ON (program) program, terms->>'timeZone' AS zone FROM ${schema}.terms_versions
                  ORDER BY program, version`;
  return (await sql.rows<{ program: string; zone: string }>(query)).map(({ program, zone }) => [program, zone]);
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

function toPublishedTerms({ terms, published_at_ms: at }: StoredTerms): PublishedTerms {
  return { ...termsFromJson(terms), publishedAt: toInstantOrNull(at) };
}

function programOf(program: string, versions: readonly PublishedTerms[]): ProgramTerms {
  return { program, versions, calendar: calendarOf(versions[0]?.timeZone ?? 'UTC') };
}
