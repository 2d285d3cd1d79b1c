import { readEnvelope } from '@ledger/contracts/read-envelope';
import { readEvent } from '@ledger/contracts/read-event';
import type { RejectionCode } from '@ledger/contracts/rejection-codes';
import { currentVersionOf, upcast } from '@ledger/contracts/upcast';
import { formatInstant, parseInstant, type Instant } from '@ledger/kernel/instant';
import type { JsonFields, JsonValue } from '@ledger/contracts/json-value';
import type { NewEvent, RecordedEvent } from '@ledger/event-store/event-store';
import type { Judgement, Offered } from '@ledger/stages/intake/gate';
import type { Arrival, Verdict } from '@ledger/stages/intake/log-entry';
import type { PipelineStep } from '../pipeline/pipeline';
import type { Origin } from '../ledger-runtime';
import type { ReadOffer } from '../read-offer';
import { detailAsToday } from './detail-as-today';
import { eventIdOf } from './event-id';
import { EDITION, factsStream } from './stream-names';
import { readRecorded, recordedType, type RecordedKind } from './recorded-kinds';

const KINDS = { accepted: 'EventAccepted', ignored: 'EventIgnored', rejected: 'EventRejected' } as const;

/** Arrivals that were recorded together, before the decisions on them. */
export interface ArrivalBatch {
  /** The first of them, of the same program. */
  readonly fromSeq: number;
  /** How many decisions on them are recorded with them; told by the last, null for the others. */
  readonly decisions: number | null;
}

/** What the log keeps of an arrival. */
export interface RecordedArrival {
  readonly arrival: Arrival;
  readonly origin: Origin;
  readonly content: string;
  readonly duplicateOf: number | null;
  /** The how-manieth fact of its program; null: it was not accepted. */
  readonly factNumber: number | null;
  /** The event without personal data; null: only `body` refers to what came, or it repeats `duplicateOf`. */
  readonly event: JsonFields | null;
  readonly body: string | null;
  /** The batch that it was recorded with, where that took several appends; null: it took one. */
  readonly batch: ArrivalBatch | null;
  /** What the clock showed when it was judged, for those who replay it; null: it showed nothing yet. */
  readonly shownAt: Instant | null;
  /** What the wall clock showed when it arrived; null: the program's clock follows the events, or it is older than this. */
  readonly arrivedAt: Instant | null;
}

/** An arrival as an event of its program's log. */
export function arrivalEvent(
  arrival: Arrival,
  offer: ReadOffer,
  { duplicateOf, factNumber }: Pick<PipelineStep, 'duplicateOf' | 'factNumber'>,
  origin: Origin,
  recordedAt: Instant | null,
): NewEvent {
  const { program, seq, verdict } = arrival;
  const arrivedAt = keptArrivalTime(verdict, recordedAt);
  return {
    id: eventIdOf(`${EDITION}/${program}/${seq}`),
    type: recordedType(KINDS[verdict.type]),
    data: arrivalData(arrival, offer, duplicateOf, factNumber),
    metadata: {
      ...(arrivedAt === null ? {} : { arrivedAt: formatInstant(arrivedAt) }),
      index: origin.index,
      place: origin.place,
      program,
      seq,
      ...traceOf(origin),
    },
  };
}

/** What the wall clock showed, of an arrival that keeps it beside its clock; accepted ones show it on that. */
export function keptArrivalTime({ type }: Verdict, recordedAt: Instant | null): Instant | null {
  return type === 'rejected' ? recordedAt : null;
}

/** An arrival's event that tells of the batch that it is recorded with. */
export function inBatch(event: NewEvent, { fromSeq, decisions }: ArrivalBatch): NewEvent {
  const metadata = { ...event.metadata, batchFrom: fromSeq };
  return { ...event, metadata: decisions === null ? metadata : { ...metadata, batchDecisions: decisions } };
}

/** The properties in order: canonical JSON needs not sort them again. */
function arrivalData(
  { seq, verdict, clock, id, source, eventType }: Arrival,
  offer: ReadOffer,
  duplicateOf: number | null,
  factNumber: number | null,
): JsonFields {
  const shownAt = shownTo(offer, verdict) ?? clock;
  const data: Record<string, JsonValue> = {};
  if (offer.body !== null) data['body'] = offer.body;
  data['clockAt'] = clock === null ? null : formatInstant(clock);
  if (verdict.type === 'rejected') data['code'] = verdict.code;
  data['content'] = offer.content;
  if (verdict.type === 'rejected') data['detail'] = verdict.detail;
  if (duplicateOf !== null) data['duplicateOf'] = duplicateOf;
  else if (offer.event !== null) {
    data['event'] = offer.event as JsonFields;
    const version = currentVersionOf(eventType);
    if (version > 1) data['eventVersion'] = version;
  }
  if (factNumber !== null) data['factNumber'] = factNumber;
  data['id'] = id;
  data['seq'] = seq;
  if (shownAt !== null && shownAt !== clock) data['shownAt'] = formatInstant(shownAt);
  data['source'] = source;
  data['type'] = eventType;
  return data;
}

/** An event that was too far ahead is so only of the clock that it was judged by. */
function shownTo({ read }: ReadOffer, verdict: Verdict): Instant | null {
  if (verdict.type !== 'rejected' || verdict.code !== 'time_in_future' || read === null || !read.ok) return null;
  return read.event.clock ?? null;
}

/** The arrival in a recorded event (the inverse of `arrivalEvent`). */
export function recordedArrival(recorded: RecordedEvent): RecordedArrival {
  const { kind, data: entry } = readRecorded(recorded);
  const { metadata } = recorded;
  const clock = instantOrNull(entry['clockAt']);
  const arrival: Arrival = {
    program: text(metadata['program']),
    seq: Number(entry['seq']),
    verdict: verdictOf(kind, entry),
    clock,
    id: text(entry['id']),
    source: text(entry['source']),
    eventType: text(entry['type']),
  };
  return {
    arrival,
    origin: originOf(metadata),
    content: text(entry['content']),
    factNumber: typeof entry['factNumber'] === 'number' ? entry['factNumber'] : null,
    duplicateOf: typeof entry['duplicateOf'] === 'number' ? entry['duplicateOf'] : null,
    event: currentEvent(entry),
    body: typeof entry['body'] === 'string' ? entry['body'] : null,
    batch: batchOf(metadata),
    shownAt: instantOrNull(entry['shownAt']) ?? clock,
    arrivedAt: instantOrNull(metadata['arrivedAt']),
  };
}

/** The event that came, in the version of its type that this build reads; it says in which it was recorded, but for the first. */
function currentEvent({ event, eventVersion = 1 }: JsonFields): JsonFields | null {
  if (event === undefined || event === null) return null;
  const { type, data, ...attributes } = event as JsonFields;
  const current = upcast({ type: text(type), version: Number(eventVersion), data: data as JsonFields });
  return current === data ? (event as JsonFields) : { ...attributes, type: text(type), data: current as JsonFields };
}

function originOf({ place, index, traceparent }: JsonFields): Origin {
  return { place: text(place), index: Number(index), ...traceOf({ traceparent }) };
}

function batchOf({ batchFrom, batchDecisions }: JsonFields): ArrivalBatch | null {
  if (typeof batchFrom !== 'number') return null;
  return { fromSeq: batchFrom, decisions: typeof batchDecisions === 'number' ? batchDecisions : null };
}

function traceOf({ traceparent }: { readonly traceparent?: JsonValue | undefined }): { traceparent?: string } {
  return typeof traceparent === 'string' ? { traceparent } : {};
}

function verdictOf(kind: RecordedKind, entry: JsonFields): Verdict {
  if (kind === KINDS.accepted) return { type: 'accepted' };
  if (kind === KINDS.ignored) return { type: 'ignored' };
  const code = entry['code'] as RejectionCode;
  return { type: 'rejected', code, detail: detailAsToday(code, text(entry['detail'])) };
}

function text(value: JsonValue | undefined): string {
  if (typeof value !== 'string')
    throw new TypeError(`an arrival was recorded without a text that it needs: ${JSON.stringify(value)}`);
  return value;
}

function instantOrNull(value: unknown): Instant | null {
  return typeof value === 'string' ? parseInstant(value) : null;
}

/** What the gate was given and judged, to make it known to it again. */
export function judgedAgain(recorded: RecordedArrival): { offered: Offered; judgement: Judgement } {
  const { arrival, content, duplicateOf, event } = recorded;
  const judgement: Judgement = { verdict: arrival.verdict, duplicateOf };
  const envelope = readEnvelope(event ?? {});
  const read = envelope.ok ? readEvent(envelope) : null;
  if (arrival.verdict.type === 'accepted' && read?.ok !== true) {
    throw new TypeError(`${factsStream(arrival.program)}@${arrival.seq}: an accepted event that cannot be read`);
  }
  if (read?.ok !== true || arrival.clock === null) return { offered: { envelope, read, content }, judgement };
  const clocked = { ok: true as const, event: { ...read.event, clock: arrival.clock } };
  return { offered: { envelope, read: clocked, content }, judgement };
}
