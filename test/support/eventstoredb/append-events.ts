import { checkExpectedRevision, type ExpectedRevision } from './check-expected-revision';
import type { EventLog, LoggedEvent, ProposedEvent } from './event-log';

/** The server's default limit of an append. */
export const MAX_APPEND_BYTES = 1024 * 1024;

export type AppendAnswer =
  | { readonly kind: 'success'; readonly revision: number; readonly position: number }
  | { readonly kind: 'wrong_expected_revision'; readonly current: number }
  | { readonly kind: 'too_large' };

/** Appends events to a stream, or says why not; resolves when what it answers is on the disk. */
export async function appendEvents(
  log: EventLog,
  stream: string,
  expected: ExpectedRevision,
  events: readonly ProposedEvent[],
): Promise<AppendAnswer> {
  const bytes = events.reduce((sum, each) => sum + each.data.length + each.metadata.length + 2 * each.type.length, 0);
  if (bytes > MAX_APPEND_BYTES) return { kind: 'too_large' };
  const verdict = checkExpectedRevision(
    log,
    stream,
    expected,
    events.map(({ id }) => id),
  );
  if (verdict.verdict === 'wrong') return { kind: 'wrong_expected_revision', current: verdict.current };
  if (verdict.verdict === 'append') return success((await log.append(stream, events)).at(-1));
  const lastPlace = verdict.places.at(-1) ?? -1;
  await log.synced(lastPlace + 1);
  return success(log.events[lastPlace]);
}

function success(last: LoggedEvent | undefined): AppendAnswer {
  return { kind: 'success', revision: last?.revision ?? -1, position: last?.position ?? 0 };
}
