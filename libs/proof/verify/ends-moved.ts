import type { EventStore } from '@ledger/event-store/event-store';
import type { LogCheck, LogFault } from '@ledger/event-store/log-check';

/** So many ends of streams are asked for at once. */
const ENDS_AT_ONCE = 1_000;

/** A stream that the store says ends elsewhere than it was read to; what was added since it was read is none. */
export async function endsMoved(store: EventStore, check: LogCheck): Promise<LogFault | null> {
  const streams = [...check.streamEnds()];
  for (let from = 0; from < streams.length; from += ENDS_AT_ONCE) {
    const asked = streams.slice(from, from + ENDS_AT_ONCE);
    const ends = await store.heads(asked.map(([stream]) => stream));
    for (const [stream, { revision, hash }] of asked) {
      const end = ends.get(stream);
      if (end !== undefined && (end.revision > revision || (end.revision === revision && end.hash === hash))) continue;
      const found = end === undefined ? 'none' : `revision ${end.revision} with hash ${end.hash}`;
      const what = `the log has this event last, and the store gives another end of the stream: ${found}`;
      return { kind: 'changed', stream, revision, position: check.lastPosition, what };
    }
  }
  return null;
}
