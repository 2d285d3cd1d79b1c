/**
 * What anybody may call of Postgres that takes a lock for as long as he likes: advisory locks, and large objects. With
 * enough of them one who may only read fills the server's table of locks, and then nobody gets another.
 */
const TAKE_LOCKS = [
  'pg_advisory_lock(bigint)',
  'pg_advisory_lock(integer, integer)',
  'pg_advisory_lock_shared(bigint)',
  'pg_advisory_lock_shared(integer, integer)',
  'pg_try_advisory_lock(bigint)',
  'pg_try_advisory_lock(integer, integer)',
  'pg_try_advisory_lock_shared(bigint)',
  'pg_try_advisory_lock_shared(integer, integer)',
  'pg_advisory_xact_lock(bigint)',
  'pg_advisory_xact_lock(integer, integer)',
  'pg_advisory_xact_lock_shared(bigint)',
  'pg_advisory_xact_lock_shared(integer, integer)',
  'pg_try_advisory_xact_lock(bigint)',
  'pg_try_advisory_xact_lock(integer, integer)',
  'pg_try_advisory_xact_lock_shared(bigint)',
  'pg_try_advisory_xact_lock_shared(integer, integer)',
  'lo_creat(integer)',
  'lo_create(oid)',
  'lo_from_bytea(oid, bytea)',
];

/** What anybody may call that writes as much as he likes, though he may write nothing. */
const WRITE_MESSAGES = [
  'pg_logical_emit_message(boolean, text, text, boolean)',
  'pg_logical_emit_message(boolean, text, bytea, boolean)',
];

/**
 * The statements by which the superuser keeps the room for locks in a database to its owner: others may call none of
 * these, nor make temporary tables, which take a lock each. The room is the whole server's, so others do not come into
 * its other databases at all; nor may they fill its disk by messages to its log of changes. Names are quoted identifiers.
 */
export function keepLocksToOwner(database: string, owner: string): string {
  const functions = TAKE_LOCKS.map((each) => `pg_catalog.${each}`).join(', ');
  return `
REVOKE EXECUTE ON FUNCTION ${functions} FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ${functions} TO ${owner};
REVOKE EXECUTE ON FUNCTION ${WRITE_MESSAGES.map((each) => `pg_catalog.${each}`).join(', ')} FROM PUBLIC;
REVOKE TEMPORARY ON DATABASE ${database} FROM PUBLIC;
REVOKE CONNECT, TEMPORARY ON DATABASE postgres, template1 FROM PUBLIC`;
}
