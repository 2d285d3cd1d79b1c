import type { Migration } from '@ledger/postgres/migrate';
import { APPEND } from './0001-event-log';

const ADVISORY = "PERFORM pg_advisory_xact_lock(hashtext('ledger_events.append'));";
// In this mode it is alone, but not in the way of a dump.
const OF_TABLE = 'LOCK TABLE append_lock IN EXCLUSIVE MODE;';

/**
 * Appends take their turn by the lock of a table that only the function's owner may touch: an advisory lock could be
 * taken, and held, by every role that may connect. Releases before this one call the same function. What it lets finish
 * first began under the old lock; where somebody holds that for no good, it is not waited for long.
 */
export const appendLock: Migration = {
  component: 'event-store',
  number: 2,
  name: 'lock of the append',
  sql: `
CREATE TABLE ledger_events.append_lock ();
COMMENT ON TABLE ledger_events.append_lock IS
  'Empty. ledger_events.append locks it, so that positions are given in the order of the commits; no role has a right on it.';
DO $$ BEGIN
  PERFORM set_config('lock_timeout', '5s', true);
  PERFORM pg_advisory_xact_lock(hashtext('ledger_events.append'));
  PERFORM set_config('lock_timeout', '0', true);
EXCEPTION WHEN lock_not_available THEN
  RAISE WARNING 'somebody holds the advisory lock of ledger_events.append: it is not used any more';
END $$;
${APPEND.replace('CREATE FUNCTION', 'CREATE OR REPLACE FUNCTION').replace(ADVISORY, OF_TABLE)}`,
};
