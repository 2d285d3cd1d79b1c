import { canonicalEvent, type CanonicalEvent, chainHash } from '../chain-hash';
import { type AppendConflict, type AppendRequest, NO_STREAM } from '../event-store';
import { binaryArray, ELEMENTS } from './binary-array';
import type { PostgresLink } from './postgres-link';

/** A request as it goes to the server: canonical, each stream once. */
export interface PreparedRequest {
  readonly stream: string;
  readonly expectedRevision: bigint;
  readonly events: readonly CanonicalEvent[];
}

/** What `ledger_events.append` answers; positions are those of the requests' last events. */
export type AppendOutcome =
  | { readonly outcome: 'appended'; readonly positions: readonly bigint[] }
  | { readonly outcome: 'duplicate'; readonly positions: readonly bigint[]; readonly duplicates: readonly boolean[] }
  | { readonly outcome: 'conflict'; readonly conflict: AppendConflict }
  | { readonly outcome: 'mixed' | 'stale' };

interface Answer {
  readonly outcome: AppendOutcome['outcome'];
  readonly conflict_request: number | null;
  readonly conflict_actual: string | null;
  readonly positions: readonly string[] | null;
  readonly duplicates: readonly boolean[] | null;
}

/** Stands for a hash that is not known: such an append can only be refused, or be there already. */
const UNKNOWN_HASH = '0'.repeat(64);

export function prepareRequest({ stream, expectedRevision, events }: AppendRequest): PreparedRequest {
  return { stream, expectedRevision, events: events.map(canonicalEvent) };
}

/**
 * Calls `ledger_events.append` once.
 *
 * @param previousHashes the hash before each request's first event, where it is known
 * @param allNew whether to append nothing (`mixed`) when a request is there already
 */
export async function callAppend(
  link: PostgresLink,
  requests: readonly PreparedRequest[],
  previousHashes: ReadonlyMap<string, string | undefined>,
  allNew: boolean,
): Promise<{ readonly answer: AppendOutcome; readonly lastHashes: readonly string[] }> {
  const { text, bigint, integer, uuid, json } = ELEMENTS;
  const rows = eventColumns(requests, previousHashes);
  const answers = await link.query<Answer>({
    name: 'ledger_events_append',
    text: 'SELECT * FROM ledger_events.append($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)',
    values: [
      binaryArray(
        text,
        requests.map(({ stream }) => stream),
      ),
      binaryArray(
        bigint,
        requests.map(({ expectedRevision }) => expectedRevision),
      ),
      binaryArray(
        text,
        requests.map(({ stream, expectedRevision }) =>
          expectedRevision === NO_STREAM ? null : (previousHashes.get(stream) ?? null),
        ),
      ),
      binaryArray(
        integer,
        requests.map(({ events }) => events.length),
      ),
      binaryArray(text, rows.streams),
      binaryArray(bigint, rows.revisions),
      binaryArray(uuid, rows.ids),
      binaryArray(text, rows.types),
      binaryArray(json, rows.data),
      binaryArray(json, rows.metadata),
      binaryArray(text, rows.hashes),
      allNew,
    ],
  });
  return { answer: readAnswer(answers, requests), lastHashes: rows.lastHashes };
}

/** One element an event, in the order of the requests; `lastHashes`: one a request. */
interface EventColumns {
  readonly streams: string[];
  readonly revisions: bigint[];
  readonly ids: string[];
  readonly types: string[];
  readonly data: string[];
  readonly metadata: string[];
  readonly hashes: string[];
  readonly lastHashes: string[];
}

function eventColumns(
  requests: readonly PreparedRequest[],
  previousHashes: ReadonlyMap<string, string | undefined>,
): EventColumns {
  const columns: EventColumns = {
    streams: [],
    revisions: [],
    ids: [],
    types: [],
    data: [],
    metadata: [],
    hashes: [],
    lastHashes: [],
  };
  for (const { stream, expectedRevision, events } of requests) {
    let revision = expectedRevision;
    let hash = previousHashes.get(stream) ?? UNKNOWN_HASH;
    for (const event of events) {
      hash = chainHash(hash, stream, ++revision, event);
      columns.streams.push(stream);
      columns.revisions.push(revision);
      columns.ids.push(event.id);
      columns.types.push(event.type);
      columns.data.push(event.dataText);
      columns.metadata.push(event.metadataText);
      columns.hashes.push(hash);
    }
    columns.lastHashes.push(hash);
  }
  return columns;
}

function readAnswer(rows: readonly Answer[], requests: readonly PreparedRequest[]): AppendOutcome {
  const [row] = rows;
  if (row === undefined) throw new Error('ledger_events.append answered without a row');
  const { outcome } = row;
  if (outcome === 'mixed' || outcome === 'stale') return { outcome };
  if (outcome === 'conflict') {
    const refused = requests[(row.conflict_request ?? 0) - 1];
    if (refused === undefined) throw new Error('ledger_events.append named no request for its conflict');
    const { stream, expectedRevision: expected } = refused;
    return { outcome, conflict: { stream, expected, actual: BigInt(row.conflict_actual ?? NO_STREAM) } };
  }
  const positions = (row.positions ?? []).map(BigInt);
  return outcome === 'appended' ? { outcome, positions } : { outcome, positions, duplicates: row.duplicates ?? [] };
}
