/**
 * The statement by which the superuser gives all that it owns in a database to another role, all or nothing: schemas,
 * tables, views, sequences, functions and types. (`REASSIGN OWNED` does not work for the first superuser, which owns
 * Postgres' own too.) What an extension brought stays, and so does what follows its table.
 */
export function giveObjectsTo(to: string): string {
  return `
DO $give$
DECLARE
  -- Below it are the oids of Postgres' own.
  first_own CONSTANT oid := 16384;
  me CONSTANT oid := (SELECT oid FROM pg_roles WHERE rolname = current_user);
  statement text;
BEGIN
  FOR statement IN
    SELECT format('ALTER SCHEMA %I OWNER TO %I', n.nspname, '${to}')
      FROM pg_namespace n
     WHERE n.nspowner = me AND n.oid >= first_own AND n.nspname !~ '^pg_' AND ${ofItsOwn('pg_namespace', 'n')}
    UNION ALL
    SELECT format('ALTER TABLE %I.%I OWNER TO %I', n.nspname, c.relname, '${to}')
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relowner = me AND c.oid >= first_own AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
       AND n.nspname !~ '^pg_' AND ${ofItsOwn('pg_class', 'c')}
    UNION ALL
    SELECT format('ALTER ROUTINE %s OWNER TO %I', p.oid::regprocedure, '${to}')
      FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
     WHERE p.proowner = me AND p.oid >= first_own AND n.nspname !~ '^pg_' AND ${ofItsOwn('pg_proc', 'p')}
    UNION ALL
    SELECT format('ALTER TYPE %I.%I OWNER TO %I', n.nspname, t.typname, '${to}')
      FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace LEFT JOIN pg_class c ON c.oid = t.typrelid
     WHERE t.typowner = me AND t.oid >= first_own AND (t.typtype IN ('d', 'e', 'r') OR c.relkind = 'c')
       AND n.nspname !~ '^pg_' AND ${ofItsOwn('pg_type', 't')}
  LOOP
    EXECUTE statement;
  END LOOP;
END
$give$`;
}

/** Whether an object is no part of an extension or of another object, and no sequence of a column. */
function ofItsOwn(catalog: string, alias: string): string {
  return `NOT EXISTS (SELECT FROM pg_depend d
        WHERE d.classid = '${catalog}'::regclass AND d.objid = ${alias}.oid AND d.objsubid = 0 
          AND (d.deptype IN ('e', 'i') OR d.deptype = 'a' AND ${isSequence(catalog, alias)}))`;
}

function isSequence(catalog: string, alias: string): string {
  return catalog === 'pg_class' ? `${alias}.relkind = 'S'` : 'false';
}
