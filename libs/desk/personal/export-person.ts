import { findSubject, type AskedPerson, type PersonalGround } from './find-subject';
import { PERSONAL_TABLES } from './personal-tables';
import { SUBJECT, subjectParameters, type PersonalTable } from './personal-table';

/** What is held of a person, table by table. */
export interface PersonExport {
  readonly asked: AskedPerson;
  /** So many arrivals in the log are about it. */
  readonly arrivals: number;
  /** Partners whose contact it is: what is held of these is exported, and erased, by partner. */
  readonly contactOf: readonly { readonly program: string; readonly partner: string }[];
  readonly tables: readonly {
    readonly table: string;
    readonly what: string;
    readonly rows: readonly Readonly<Record<string, unknown>>[];
  }[];
}

/** Everything that is held of a person, for the one who asks for it. */
export async function exportPerson(asked: AskedPerson, ground: PersonalGround): Promise<PersonExport> {
  const { subject, log } = await findSubject(asked, ground);
  const parameters = subjectParameters(subject);
  const tables: PersonExport['tables'][number][] = [];
  for (const table of PERSONAL_TABLES) {
    const { rows } = await ground.pool.query<Record<string, unknown>>(shown(table), parameters);
    if (rows.length > 0) tables.push({ table: table.table, what: table.what, rows });
  }
  return { asked, arrivals: log.arrivals, contactOf: log.contactOf, tables };
}

function shown({ table, where, shows, bytes = [] }: PersonalTable): string {
  const columns = [
    ...shows.map((column) => `t.${column}`),
    ...bytes.map((column) => `encode(t.${column}, 'base64') AS ${column}`),
  ];
  return `${SUBJECT} SELECT ${columns.join(', ')} FROM ${table} AS t, s WHERE ${where} ORDER BY t.${shows[0]}`;
}
