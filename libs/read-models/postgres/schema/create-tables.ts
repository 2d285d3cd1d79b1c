import type { ColumnType, TableSpec } from './table-spec';
import { PROJECTION, TABLES } from './tables';

/** The statements that make all tables in a new schema, with the checkpoint at the beginning of the log. */
export function createTables(schema: string): readonly string[] {
  const tables = Object.entries<TableSpec>(TABLES);
  return [
    `CREATE SCHEMA ${schema}`,
    ...tables.map(([name, spec]) => createTable(schema, name, spec)),
    ...tables.flatMap(([name, { indexes = {} }]) =>
      Object.entries(indexes).map(([index, on]) => `CREATE INDEX ${index} ON ${schema}.${name} ${on}`),
    ),
    `INSERT INTO ${schema}.checkpoint (projection, position) VALUES ('${PROJECTION}', 0)`,
  ];
}

function createTable(schema: string, name: string, { columns, key, fillPercent = 100 }: TableSpec): string {
  const lines = Object.entries(columns).map(([column, type]) => `  ${column} ${sqlType(type)}`);
  if (key.length > 0) lines.push(`  PRIMARY KEY (${key.join(', ')})`);
  return `CREATE TABLE ${schema}.${name} (\n${lines.join(',\n')}\n) WITH (fillfactor = ${fillPercent})`;
}

function sqlType(type: ColumnType): string {
  const nullable = type.endsWith('?');
  const bare = nullable ? type.slice(0, -1) : type;
  return `${bare}${bare === 'text' ? ' COLLATE "C"' : ''}${nullable ? '' : ' NOT NULL'}`;
}
