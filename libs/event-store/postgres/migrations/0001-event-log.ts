import type { Migration } from '@ledger/postgres/migrate';
import { NEW_EVENTS_CHANNEL, READER_ROLE, WRITER_ROLE } from '../event-store-roles';

const ROLES = `
DO $$
DECLARE
  role_name text;
BEGIN
  FOREACH role_name IN ARRAY ARRAY['${WRITER_ROLE}', '${READER_ROLE}'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role_name) THEN
      BEGIN
        EXECUTE format('CREATE ROLE %I NOLOGIN', role_name);
      EXCEPTION WHEN duplicate_object OR unique_violation THEN
        -- Roles belong to the whole server: the migration of another of its databases was faster.
        NULL;
      END;
    END IF;
    BEGIN
      EXECUTE format('SET LOCAL ROLE %I', role_name);
      RESET ROLE;
    EXCEPTION WHEN insufficient_privilege THEN
      EXECUTE format('GRANT %I TO CURRENT_USER', role_name);
    END;
  END LOOP;
END
$$;
`;

const EVENTS = `
CREATE SCHEMA IF NOT EXISTS ledger_events;
CREATE TABLE ledger_events.events (
  position bigint PRIMARY KEY CHECK (position > 0),
  stream text COLLATE "C" NOT NULL,
  revision bigint NOT NULL CHECK (revision >= 0),
  id uuid NOT NULL,
  type text NOT NULL,
  -- json, not jsonb: it keeps the text as it came, and the hash is over the text.
  data json NOT NULL,
  metadata json NOT NULL,
  hash bytea NOT NULL CHECK (length(hash) = 32),
  UNIQUE (stream, revision)
);
COMMENT ON TABLE ledger_events.events IS
  'The event log. Append by ledger_events.append only; positions have no gaps; nothing is ever changed or deleted.';

CREATE FUNCTION ledger_events.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'The event log is append-only: % on %.% is refused', TG_OP, TG_TABLE_SCHEMA, TG_TABLE_NAME
    USING HINT = 'A correction is a new event with a reason.', ERRCODE = 'insufficient_privilege';
END
$$;
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_events.events
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_events.refuse_change();
-- Also for a session that replays a replica's changes.
ALTER TABLE ledger_events.events ENABLE ALWAYS TRIGGER refuse_change;
`;

/**
 * Appends or answers why not. The global lock is held until the transaction ends, so positions are given in the order
 * of the commits and a reader that saw one position has seen all before it. Each statement takes a new snapshot
 * (READ COMMITTED), so what follows the lock sees all that was committed before it.
 */
export const APPEND = `
CREATE FUNCTION ledger_events.append(
  -- one element a request; previous: the hash of the stream's last event (null: no events, or not known)
  streams text[], expected bigint[], previous text[], counts integer[],
  -- one element an event, in the order of the requests
  event_streams text[], revisions bigint[], ids uuid[], types text[], data json[], metadata json[], hashes text[],
  -- whether to append nothing when any request is there already
  all_new boolean,
  -- appended; duplicate (of all or some requests); mixed (only with all_new); stale (a previous hash is not known any
  -- more: read the heads again); conflict
  OUT outcome text, OUT conflict_request integer, OUT conflict_actual bigint, OUT positions bigint[],
  OUT duplicates boolean[]
) LANGUAGE plpgsql SECURITY DEFINER SET search_path = ledger_events, pg_catalog, pg_temp AS $$
DECLARE
  base bigint;
  heads bigint[];
  stale boolean;
BEGIN
  IF current_setting('transaction_isolation') <> 'read committed' THEN
    RAISE EXCEPTION 'ledger_events.append runs in READ COMMITTED only';
  END IF;
  PERFORM pg_advisory_xact_lock(hashtext('ledger_events.append'));
  SELECT coalesce(max(e.position), 0) INTO base FROM events e;

  SELECT array_agg(coalesce(h.revision, -1) ORDER BY r.nr),
         bool_or(r.expected = coalesce(h.revision, -1) AND h.hash IS DISTINCT FROM decode(r.previous, 'hex'))
    INTO heads, stale
    FROM unnest(append.streams, append.expected, append.previous) WITH ORDINALITY r(stream, expected, previous, nr)
    LEFT JOIN LATERAL (
      SELECT e.revision, e.hash FROM events e WHERE e.stream = r.stream ORDER BY e.revision DESC LIMIT 1
    ) h ON true;

  IF heads = append.expected THEN
    duplicates := array_fill(false, ARRAY[cardinality(streams)]);
    outcome := 'appended';
  ELSE
    -- Somewhere a stream stands elsewhere than its writer thought: are the writer's events what is there?
    SELECT array_agg(d.duplicate ORDER BY d.nr),
           min(d.nr) FILTER (WHERE NOT d.duplicate AND heads[d.nr] <> append.expected[d.nr])
      INTO duplicates, conflict_request
      FROM (
        SELECT r.nr::integer AS nr, bool_and(e.id IS NOT NULL) AS duplicate
          FROM unnest(append.streams) WITH ORDINALITY r(stream, nr)
          JOIN unnest(append.event_streams, append.revisions, append.ids, append.types, append.data)
               n(stream, revision, id, type, data) ON n.stream = r.stream
          LEFT JOIN events e ON e.stream = n.stream AND e.revision = n.revision
               AND e.id = n.id AND e.type = n.type AND e.data::text = n.data::text
         GROUP BY r.nr
      ) d;
    outcome := CASE WHEN conflict_request IS NOT NULL THEN 'conflict' WHEN all_new THEN 'mixed' ELSE 'duplicate' END;
    conflict_actual := heads[conflict_request];
  END IF;
  IF stale AND outcome IN ('appended', 'duplicate') THEN
    outcome := 'stale';
  END IF;
  IF outcome NOT IN ('appended', 'duplicate') THEN
    RETURN;
  END IF;

  INSERT INTO events (position, stream, revision, id, type, data, metadata, hash)
  SELECT base + row_number() OVER (ORDER BY n.nr), n.stream, n.revision, n.id, n.type, n.data, n.metadata,
         decode(n.hash, 'hex')
    FROM unnest(event_streams, revisions, ids, types, append.data, append.metadata, hashes)
         WITH ORDINALITY n(stream, revision, id, type, data, metadata, hash, nr)
   WHERE outcome = 'appended'
      OR n.stream NOT IN (SELECT streams[nr] FROM generate_subscripts(streams, 1) nr WHERE duplicates[nr]);

  SELECT array_agg(e.position ORDER BY r.nr) INTO positions
    FROM unnest(append.streams, append.expected, append.counts) WITH ORDINALITY r(stream, expected, count, nr)
    JOIN events e ON e.stream = r.stream AND e.revision = r.expected + r.count;
  PERFORM pg_notify('${NEW_EVENTS_CHANNEL}', (SELECT max(p) FROM unnest(positions) p)::text);
END
$$;
`;

const GRANTS = `
REVOKE ALL ON FUNCTION ledger_events.append FROM PUBLIC;
GRANT USAGE ON SCHEMA ledger_events TO ${WRITER_ROLE}, ${READER_ROLE};
GRANT SELECT ON ledger_events.events TO ${WRITER_ROLE}, ${READER_ROLE};
GRANT EXECUTE ON FUNCTION ledger_events.append TO ${WRITER_ROLE};
`;

/** The event log: one table, one function that appends to it, and two roles. */
export const eventLog: Migration = {
  component: 'event-store',
  number: 1,
  name: 'event log',
  madeBefore: 'ledger_events.events',
  sql: `${ROLES}${EVENTS}${APPEND}${GRANTS}`,
};
