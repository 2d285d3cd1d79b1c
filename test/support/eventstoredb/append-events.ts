import { setTimeout as sleep } from 'node:timers/promises';
import { checkExpectedRevision, type ExpectedRevision } from './check-expected-revision';
import type { EventLog, LoggedEvent, ProposedEvent } from './event-log';

/** The server's default limit of the data in an append; of metadata and types it has none. */
export const MAX_APPEND_BYTES = 1024 * 1024;

/** The server gives up an append after this. */
const COMMIT_TIMEOUT_MS = 2_000;
const NO_ID = '00000000-0000-0000-0000-000000000000';

export type AppendAnswer =
  | { readonly kind: 'success'; readonly revision: number; readonly position: number }
  | { readonly kind: 'wrong_expected_revision'; readonly current: number }
  | { readonly kind: 'too_large' }
  | { readonly kind: 'deleted' }
  | { readonly kind: 'timeout' };

/** Whether the server calls an append malformed; later it answers with a timeout too, without saying to which append. */
export function isMalformed(stream: string, events: readonly ProposedEvent[]): 'once' | 'twice' | undefined {
  if (stream === '') return 'once';
  return events.some(({ id, type }) => id === NO_ID || type === '') ? 'twice' : undefined;
}

/** Resolves when an append that nothing comes of is given up. */
export async function givenUp(): Promise<{ readonly kind: 'timeout' }> {
  await sleep(COMMIT_TIMEOUT_MS);
  return { kind: 'timeout' };
}

/** Appends events to a stream, or says why not; resolves when what it answers is on the disk. */
export async function appendEvents(
  log: EventLog,
  stream: string,
  expected: ExpectedRevision,
  events: readonly ProposedEvent[],
): Promise<AppendAnswer> {
  if (events.reduce((sum, { data }) => sum + data.length, 0) > MAX_APPEND_BYTES) return { kind: 'too_large' };
  const ids = events.map(({ id }) => id);
  const verdict = checkExpectedRevision(log, stream, expected, ids);
  if (verdict.verdict === 'deleted') return { kind: 'deleted' };
  if (verdict.verdict === 'wrong') return { kind: 'wrong_expected_revision', current: verdict.current };
  if (verdict.verdict === 'append') return success(log, stream, await append(log, stream, events));
  // The same append is still under way: this one is dropped, and nobody is told.
  if (verdict.lastPlace >= log.durableCount) return givenUp();
  return success(log, stream, log.events[verdict.lastPlace]);
}

async function append(
  log: EventLog,
  stream: string,
  events: readonly ProposedEvent[],
): Promise<LoggedEvent | undefined> {
  if (events.length === 0) return undefined;
  const first = log.streams.get(stream)?.length ?? 0;
  const wasDeleted = log.isDeleted(stream);
  const appended = log.append(stream, events);
  if (wasDeleted) await log.beginAt(stream, first);
  return (await appended).at(-1);
}

/** Of an append of nothing: where the stream ends. */
function success(log: EventLog, stream: string, last: LoggedEvent | undefined): AppendAnswer {
  const revision = last === undefined ? (log.streams.get(stream)?.length ?? 0) - 1 : Number(last.revision);
  return { kind: 'success', revision, position: last?.position ?? log.events.at(-1)?.position ?? 0 };
}
