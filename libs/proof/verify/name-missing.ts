import type { RecordedEvent } from '@ledger/event-store/event-store';
import type { LogCheck, LogFault } from '@ledger/event-store/log-check';
import { FACTS_CATEGORY, factsStream, isOfEdition } from '@ledger/runner/log/stream-names';
import type { ReExecution } from './re-execution';

interface RestOfLog {
  readonly check: LogCheck;
  readonly rules: ReExecution;
  /** What was read behind the gap. */
  readonly next: readonly RecordedEvent[];
  readonly later: AsyncIterator<RecordedEvent>;
}

/**
 * Of which stream an event is that is missing at a position, told by what comes behind it: the next of its stream, or a
 * decision on an arrival that is not there, or else a decision that the rules give and that never comes.
 */
export async function nameMissing(gap: LogFault, rest: RestOfLog): Promise<LogFault> {
  const { rules, check, next } = rest;
  for await (const event of follow(rest)) {
    // The first of them was looked at already: it told of the gap.
    const fault = event === next[0] ? null : check.follow(event);
    if (fault?.kind === 'missing' && fault.stream !== null) {
      return { ...gap, stream: fault.stream, revision: fault.revision };
    }
    if (!isOfEdition(event.stream) || event.stream.startsWith(`${FACTS_CATEGORY}-`)) continue;
    const { program, seq } = event.metadata;
    if (!rules.expects(event) && typeof program === 'string' && typeof seq === 'number') {
      return { ...gap, stream: factsStream(program), revision: BigInt(seq - 1) };
    }
    rules.noteFound(event);
  }
  for (const { stream, event } of rules.missing()) {
    return { ...gap, stream, what: `the event is gone: ${event.type}, the last of its stream (id ${event.id})` };
  }
  return gap;
}

async function* follow({ next, later }: RestOfLog): AsyncGenerator<RecordedEvent> {
  yield* next;
  for (let read = await later.next(); read.done !== true; read = await later.next()) yield read.value;
}
