import type { Categories, RecordedEvent } from '../event-store';
import type { LogPage } from '../follow-events';
import type { JsonFields, JsonValue } from '@ledger/contracts/json-value';
import type { PostgresLink } from './postgres-link';

const COLUMNS = 'position, stream, revision, id, type, data, metadata, hash';

/** All columns as the server's text: positions beyond 2^53 stay exact, and the JSON text is parsed once, by us. */
const AS_TEXT = { getTypeParser: () => (text: string) => text };

type Row = readonly [
  position: string,
  stream: string,
  revision: string,
  id: string,
  type: string,
  data: string,
  metadata: string,
  hash: string,
];

/** The events of a stream from a revision (inclusive) on, at most `limit`. */
export async function readStreamPage(
  link: PostgresLink,
  stream: string,
  from: bigint,
  limit: number,
): Promise<RecordedEvent[]> {
  const rows = await link.queryArrays<Row>({
    name: 'ledger_events_read',
    text: `SELECT ${COLUMNS} FROM ledger_events.events
            WHERE stream = $1 AND revision >= $2 ORDER BY revision LIMIT $3`,
    values: [stream, from.toString(), limit],
    types: AS_TEXT,
  });
  return rows.map(toEvent);
}

/** The events of the categories after a position, at most `limit`, and how far the log was looked at. */
export async function readLogPage(
  link: PostgresLink,
  after: bigint,
  categories: Categories,
  limit: number,
): Promise<LogPage> {
  if (categories === 'all') {
    const events = (
      await link.queryArrays<Row>({
        name: 'ledger_events_read_all',
        text: `SELECT ${COLUMNS} FROM ledger_events.events WHERE position > $1 ORDER BY position LIMIT $2`,
        values: [after.toString(), limit],
        types: AS_TEXT,
      })
    ).map(toEvent);
    return { events, readTo: events.at(-1)?.position ?? after };
  }
  // The end as it stands before: what comes after it while the page is read may be missing from the page.
  const end = await lastPosition(link);
  const events = (
    await link.queryArrays<Row>({
      name: 'ledger_events_read_categories',
      text: `SELECT ${COLUMNS} FROM ledger_events.events
              WHERE position > $1 AND split_part(stream, '-', 1) = ANY($2) ORDER BY position LIMIT $3`,
      values: [after.toString(), categories, limit],
      types: AS_TEXT,
    })
  ).map(toEvent);
  const lastRead = events.at(-1)?.position ?? after;
  return { events, readTo: events.length < limit && end > lastRead ? end : lastRead };
}

/** The position of the last event; 0n without events. */
export async function lastPosition(link: PostgresLink): Promise<bigint> {
  const [row] = await link.queryArrays<readonly [string]>({
    name: 'ledger_events_last',
    text: 'SELECT coalesce(max(position), 0) FROM ledger_events.events',
    types: AS_TEXT,
  });
  return BigInt(row?.[0] ?? 0);
}

function toEvent([position, stream, revision, id, type, data, metadata, hash]: Row): RecordedEvent {
  return {
    position: BigInt(position),
    stream,
    revision: BigInt(revision),
    id,
    type,
    data: JSON.parse(data) as JsonValue,
    metadata: JSON.parse(metadata) as JsonFields,
    // bytea as text is \x and the hexadecimal digits.
    hash: hash.slice(2),
  };
}
