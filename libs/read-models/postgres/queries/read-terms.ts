import { calendarOf } from '@ledger/kernel/calendar';
import { instant } from '@ledger/kernel/instant';
import { termsFromJson } from '@ledger/program/describe-terms-canonical';
import type { ProgramTerms, PublishedTerms } from '@ledger/program/program-terms';
import type { DataSource } from 'typeorm';
import { LIVE_SCHEMA } from '../schema/version';
import { withConnection, type Sql } from '../sql';
import { inLiveSnapshot } from '../swap-lock';

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
  for (const { program, published_at_ms: at, terms } of await sql.rows<StoredTerms>(query)) {
    const known = versions.get(program) ?? [];
    versions.set(program, known);
    known.push({ ...termsFromJson(terms), publishedAt: at === null ? null : instant(Number(at)) });
  }
  return new Map([...versions].map(([program, each]) => [program, programOf(program, each)]));
}

/** The time zone of each program whose terms the log has up to the checkpoint. */
export async function readTimeZones(sql: Sql, schema: string): Promise<readonly (readonly [string, string])[]> {
  const query = `SELECT DISTINCT ON (program) program, terms->>'timeZone' AS zone FROM ${schema}.terms_versions
                  ORDER BY program, version`;
  return (await sql.rows<{ program: string; zone: string }>(query)).map(({ program, zone }) => [program, zone]);
}

/** The same from the live read models, as they stand now. */
export function readLiveTerms(dataSource: DataSource): Promise<ReadonlyMap<string, ProgramTerms>> {
  return withConnection(dataSource, (sql) => inLiveSnapshot(sql, () => readTerms(sql, LIVE_SCHEMA)));
}

/** The terms of a program by its name among those that were read (RangeError for one that has none). */
export function termsIn(terms: ReadonlyMap<string, ProgramTerms>): (program: string) => ProgramTerms {
  return (name) => {
    const found = terms.get(name);
    if (found === undefined) throw new RangeError(`the read models have no terms of a program ${name}`);
    return found;
  };
}

function programOf(program: string, versions: readonly PublishedTerms[]): ProgramTerms {
  return { program, versions, calendar: calendarOf(versions[0]?.timeZone ?? 'UTC') };
}
