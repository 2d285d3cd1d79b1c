import { TABLES } from '../../projection/tables';
import type { AnyTable } from '../../definition/table';
import { nextPayouts, partnersToJudge } from '../../tables/next-payouts';
import type { ColumnType } from '../../definition/column';
import { grantToPartners, partnerWalls } from './partner-walls';

/** The one row of the table `checkpoint`. */
export const PROJECTION = 'ledger';

const CHECKPOINT = 'checkpoint';

/** What is judged from the rows after they were projected (postgres/ahead), and follows from them whenever that is done. */
const AHEAD: readonly AnyTable[] = [nextPayouts, partnersToJudge];

/** All tables that a batch leaves complete, the checkpoint's included. */
export const TABLE_NAMES: readonly string[] = [...TABLES.map(({ name }) => name), CHECKPOINT];

/** The names and types of the columns of a table. */
export function columnsOf(table: string): readonly (readonly [name: string, type: ColumnType])[] {
  const found = [...TABLES, ...AHEAD].find(({ name }) => name === table);
  if (found === undefined) return CHECKPOINT_COLUMNS;
  return [['program', 'text'], ...Object.values(found.columns).map(({ name, type }) => [name, type] as const)];
}

const CHECKPOINT_COLUMNS = [
  ['projection', 'text'],
  ['position', 'bigint'],
] as const;

/** The statements that make all tables in a new schema, with the checkpoint at the beginning of the log. */
export function createTables(schema: string): readonly string[] {
  return [
    `CREATE SCHEMA ${schema}`,
    ...[...TABLES, ...AHEAD].map((table) => createTable(schema, table.name, keyOf(table), table.fillPercent)),
    createTable(schema, CHECKPOINT, ['projection']),
    ...[...TABLES, ...AHEAD].flatMap(({ name, indexes = {} }) =>
      Object.entries(indexes).map(([index, on]) => `CREATE INDEX ${index} ON ${schema}.${name} ${on}`),
    ),
    `INSERT INTO ${schema}.${CHECKPOINT} (projection, position) VALUES ('${PROJECTION}', 0)`,
    ...[...TABLES, ...AHEAD].flatMap((table) => partnerWalls(schema, table)),
    letPartnersRead(schema),
  ];
}

/** Lets the role of partners' requests read what it may, where it exists (it may have been made after the tables). */
export function letPartnersRead(schema: string): string {
  return grantToPartners(schema, [...TABLES, ...AHEAD]);
}

function keyOf({ key, columns }: AnyTable): readonly string[] {
  return key === null ? [] : ['program', ...key.map((field) => columns[field]?.name ?? field)];
}

function createTable(schema: string, name: string, key: readonly string[], fillPercent = 100): string {
  const lines = columnsOf(name).map(([column, type]) => `  ${column} ${sqlType(type)}`);
  if (key.length > 0) lines.push(`  PRIMARY KEY (${key.join(', ')})`);
  return `CREATE TABLE ${schema}.${name} (\n${lines.join(',\n')}\n) WITH (fillfactor = ${fillPercent})`;
}

function sqlType(type: ColumnType): string {
  const nullable = type.endsWith('?');
  const bare = nullable ? type.slice(0, -1) : type;
  return `${bare}${bare === 'text' ? ' COLLATE "C"' : ''}${nullable ? '' : ' NOT NULL'}`;
}
