import type { Client } from 'pg';

/** Objects of these schemas are the server's own. */
const OURS = `n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'`;
const NAME = `format('%I.%I', n.nspname, c.relname)`;

/**
 * A database as SQL text that makes the same one in an empty database: schemas, functions, tables, rows, indexes,
 * triggers, views, comments and grants, in an order that does not depend on chance. It knows what this project's
 * schemas are made of and no more (the embedded Postgres comes without pg_dump).
 */
export async function dumpDatabase(client: Client): Promise<string> {
  // With no schema to look in, the server writes every name with its schema.
  await client.query(`SET search_path TO ''; SET bytea_output TO hex`);
  const lines = (query: string) => linesOf(client, query);
  const sections = [
    [`SET search_path TO '';`, 'SET check_function_bodies TO off;'],
    await lines(ROLES),
    await lines(SCHEMAS),
    await lines(FUNCTIONS),
    await lines(SEQUENCES),
    await lines(TABLES),
    await rowsOf(client),
    await lines(FOREIGN_KEYS),
    await lines(SEQUENCE_VALUES),
    await lines(INDEXES),
    await lines(TRIGGERS),
    await lines(VIEWS),
    await lines(COMMENTS),
    await lines(GRANTS),
  ];
  return `${sections.map((section) => section.join('\n')).join('\n\n')}\n`;
}

async function linesOf(client: Client, query: string): Promise<string[]> {
  const { rows } = await client.query<{ sql: string }>(query);
  return rows.map(({ sql }) => sql);
}

/** One INSERT a table, one line a row; every value as the text that the server reads back into the column. */
async function rowsOf(client: Client): Promise<string[]> {
  const { rows: tables } = await client.query<{ name: string; columns: string[] }>(`
    SELECT ${NAME} AS name, array_agg(format('%I', a.attname) ORDER BY a.attnum) AS columns
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
     WHERE c.relkind = 'r' AND ${OURS} GROUP BY 1 ORDER BY 1`);
  const statements: string[] = [];
  for (const { name, columns } of tables) {
    const literals = columns.map((column) => `coalesce(quote_literal(${column}::text), 'NULL')`).join(` || ', ' || `);
    const row = `'  (' || ${literals} || ')'`;
    const order = name === 'ledger_events.events' ? 'position' : `${row} COLLATE "C"`;
    const rows = await linesOf(client, `SELECT ${row} AS sql FROM ${name} ORDER BY ${order}`);
    if (rows.length === 0) continue;
    statements.push(`INSERT INTO ${name} (${columns.join(', ')}) VALUES\n${rows.join(',\n')};`);
  }
  return statements;
}

const ROLES = `
  SELECT format('DO $$ BEGIN CREATE ROLE %I NOLOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;',
                rolname) AS sql
    FROM pg_roles WHERE rolname LIKE 'ledger\\_%' ORDER BY rolname`;

const SCHEMAS = `
  SELECT format('CREATE SCHEMA IF NOT EXISTS %I;', n.nspname) AS sql FROM pg_namespace n WHERE ${OURS} ORDER BY 1`;

const FUNCTIONS = `
  SELECT pg_get_functiondef(p.oid) || ';' AS sql FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
   WHERE ${OURS} ORDER BY p.oid::regprocedure::text`;

const SEQUENCES = `
  SELECT format('CREATE SEQUENCE %s AS %s;', ${NAME}, format_type(s.seqtypid, NULL)) AS sql
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_sequence s ON s.seqrelid = c.oid
   WHERE ${OURS} ORDER BY 1`;

const SEQUENCE_VALUES = `
  SELECT format('SELECT setval(%L, %s);', format('%I.%I', schemaname, sequencename), last_value) AS sql
    FROM pg_sequences n WHERE schemaname NOT LIKE 'pg\\_%' AND last_value IS NOT NULL ORDER BY 1`;

const TABLES = `
  SELECT format(E'CREATE TABLE %s (\\n  %s\\n)%s;', ${NAME},
           (SELECT string_agg(line, E',\\n  ' ORDER BY nr) FROM (
              SELECT a.attnum AS nr, format('%I %s%s%s%s', a.attname, format_type(a.atttypid, a.atttypmod),
                       CASE WHEN a.attcollation <> t.typcollation THEN format(' COLLATE %I', o.collname) ELSE '' END,
                       CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END,
                       coalesce(' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid), '')) AS line
                FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
                LEFT JOIN pg_collation o ON o.oid = a.attcollation
                LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
               WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
              UNION ALL
              SELECT 10000 + row_number() OVER (ORDER BY k.conname),
                     format('CONSTRAINT %I %s', k.conname, pg_get_constraintdef(k.oid))
                FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype IN ('p', 'u', 'c')) made),
           coalesce(' WITH (' || array_to_string(c.reloptions, ', ') || ')', '')) AS sql
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE c.relkind = 'r' AND ${OURS} ORDER BY 1`;

const FOREIGN_KEYS = `
  SELECT format('ALTER TABLE %s ADD CONSTRAINT %I %s;', ${NAME}, k.conname, pg_get_constraintdef(k.oid)) AS sql
    FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE k.contype = 'f' AND ${OURS} ORDER BY 1`;

const INDEXES = `
  SELECT pg_get_indexdef(i.indexrelid) || ';' AS sql
    FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE ${OURS} AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid) ORDER BY 1`;

const TRIGGERS = `
  SELECT pg_get_triggerdef(t.oid) || ';' ||
         CASE t.tgenabled WHEN 'A' THEN format(' ALTER TABLE %s ENABLE ALWAYS TRIGGER %I;', ${NAME}, t.tgname) ELSE '' END AS sql
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE NOT t.tgisinternal AND ${OURS} ORDER BY 1`;

const VIEWS = `
  SELECT format('CREATE VIEW %s AS %s', ${NAME}, pg_get_viewdef(c.oid)) AS sql
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind = 'v' AND ${OURS} ORDER BY 1`;

const COMMENTS = `
  SELECT format('COMMENT ON %s %s IS %L;', CASE c.relkind WHEN 'v' THEN 'VIEW' ELSE 'TABLE' END, ${NAME}, d.description) AS sql
    FROM pg_description d JOIN pg_class c ON d.classoid = 'pg_class'::regclass AND c.oid = d.objoid AND d.objsubid = 0
    JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'v') AND ${OURS} ORDER BY 1`;

const GRANTS = `
  SELECT sql FROM (
    SELECT format('GRANT %s ON SCHEMA %I TO %I;', g.privilege_type, n.nspname, g.grantee::regrole) AS sql
      FROM pg_namespace n, aclexplode(n.nspacl) g WHERE ${OURS} AND g.grantee NOT IN (0, n.nspowner)
    UNION ALL
    SELECT format('GRANT %s ON %s TO %I;', g.privilege_type, ${NAME}, g.grantee::regrole)
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace, aclexplode(c.relacl) g
     WHERE ${OURS} AND g.grantee NOT IN (0, c.relowner)
    UNION ALL
    SELECT format('REVOKE ALL ON FUNCTION %s FROM PUBLIC;', p.oid::regprocedure)
      FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE p.proacl IS NOT NULL AND ${OURS}
    UNION ALL
    SELECT format('GRANT EXECUTE ON FUNCTION %s TO %I;', p.oid::regprocedure, g.grantee::regrole)
      FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace, aclexplode(p.proacl) g
     WHERE ${OURS} AND g.grantee NOT IN (0, p.proowner)) made
   ORDER BY sql DESC`;
