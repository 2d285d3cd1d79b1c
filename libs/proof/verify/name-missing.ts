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
  // They are not judged again: of what was decided on them nothing is known.
  const arrivedBehind = new Set<string>();
  for await (const event of follow(rest)) {
    // The first of them was looked at already: it told of the gap.
    const fault = event === next[0] ? null : check.follow(event);
    if (fault?.kind === 'missing' && fault.stream !== null) {
      return { ...gap, stream: fault.stream, revision: fault.revision };
    }
    if (!isOfEdition(event.stream)) continue;
    const arrival = arrivalMissedBy(event, rules, arrivedBehind);
    if (arrival !== null) return { ...gap, ...arrival };
  }
  for (const { stream, event } of rules.missing()) {
    return { ...gap, stream, what: `the event is gone: ${event.type}, the last of its stream (id ${event.id})` };
  }
  return gap;
}

/** The arrival that an event behind the gap needs and that is not there; null: it needs none, or has it. */
function arrivalMissedBy(event: RecordedEvent, rules: ReExecution, arrivedBehind: Set<string>) {
  if (event.stream.startsWith(`${FACTS_CATEGORY}-`)) {
    arrivedBehind.add(placeOf(event.stream, event.revision));
    return null;
  }
  const arrival = arrivalOf(event);
  if (arrival !== null && arrivedBehind.has(placeOf(arrival.stream, arrival.revision))) return null;
  if (arrival !== null && !rules.expects(event)) return arrival;
  rules.noteFound(event);
  return null;
}

/** Where the arrival is that a decision was made on; null: it does not say so. */
function arrivalOf({ metadata: { program, seq } }: RecordedEvent) {
  if (typeof program !== 'string' || typeof seq !== 'number') return null;
  return { stream: factsStream(program), revision: BigInt(seq - 1) };
}

function placeOf(stream: string, revision: bigint): string {
  return `${stream} ${revision}`;
}

async function* follow({ next, later }: RestOfLog): AsyncGenerator<RecordedEvent> {
  yield* next;
  for (let read = await later.next(); read.done !== true; read = await later.next()) yield read.value;
}
