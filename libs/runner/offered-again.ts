import { parseJsonText } from '@ledger/contracts/parse-json';
import { readEnvelope } from '@ledger/contracts/read-envelope';
import { readEvent } from '@ledger/contracts/read-event';
import { isEventType } from '@ledger/contracts/event-types';
import { contentOf, inOrder } from '@ledger/contracts/same-content';
import type { EventStore } from '@ledger/event-store/event-store';
import type { JsonFields } from '@ledger/contracts/json-value';
import type { Instant } from '@ledger/kernel/instant';
import type { Arrival } from '@ledger/stages/intake/log-entry';
import { NOTHING_DECIDED, type Decisions } from '@ledger/stages/stage';
import type { DecidedBatch } from './decided-batch';
import { fingerprint } from './fingerprint';
import { recordedArrival, type RecordedArrival } from './log/arrival-events';
import { inTodaysForm } from './log/todays-form';
import type { PersonalDataConcealer } from './personal/conceal-personal-data';
import type { PersonalDataStore } from './personal/personal-data-store';
import type { Pipeline } from './pipeline/pipeline';
import { readOfferToRecord, type ReadOffer } from './read-offer';

/** An arrival as it was recorded, and as it is offered to the rules again; `read` is null where its body was erased. */
export interface ArrivalAgain {
  readonly recorded: RecordedArrival;
  readonly value: unknown;
  readonly read: ReadOffer | null;
}

export interface OfferedLog {
  readonly store: EventStore;
  readonly personalData: PersonalDataStore;
  readonly concealer: PersonalDataConcealer;
  /** The stream with what arrived for a program. */
  readonly factsStream: (program: string) => string;
  /** Whether e-mails and accounts were compared in another form when it was recorded. */
  readonly comparesOtherwise: boolean;
}

/** Recorded arrivals as they are offered to the rules again. */
export async function offeredAgain(page: readonly RecordedArrival[], log: OfferedLog): Promise<ArrivalAgain[]> {
  const bodies = await log.personalData.read(page.flatMap(({ body }) => (body === null ? [] : [body])));
  const events: (JsonFields | null)[] = [];
  for (const recorded of page) events.push(recorded.body === null ? await eventOf(recorded, log) : null);
  const clear = log.comparesOtherwise ? await clearValues(events, log) : NOTHING_CLEAR;
  const arrivals: ArrivalAgain[] = [];
  for (const [index, recorded] of page.entries()) {
    const { body, shownAt } = recorded;
    const event = events[index] ?? null;
    const text = body === null ? undefined : bodies.get(body);
    if (event !== null) arrivals.push({ recorded, ...concealedAnew(event, shownAt, clear, log.concealer) });
    else if (text === undefined) arrivals.push({ recorded, value: null, read: null });
    else {
      const value: unknown = parseJsonText(text);
      arrivals.push({ recorded, value, read: readOfferToRecord(value, log.concealer, shownAt) });
    }
  }
  return arrivals;
}

const NOTHING_CLEAR: ReadonlyMap<string, string> = new Map();

/** The values of e-mails and accounts in events, as far as they were not erased. */
function clearValues(
  events: readonly (JsonFields | null)[],
  { personalData, concealer }: OfferedLog,
): Promise<ReadonlyMap<string, string>> {
  const refs = events.flatMap((event) => {
    const type = event?.['type'];
    return event !== null && typeof type === 'string' && isEventType(type)
      ? concealer.comparedPseudonyms(event, type)
      : [];
  });
  return personalData.read([...new Set(refs)]);
}

function concealedAnew(
  recorded: JsonFields,
  shownAt: Instant | null,
  clear: ReadonlyMap<string, string>,
  concealer: PersonalDataConcealer,
): Pick<ArrivalAgain, 'value' | 'read'> {
  const { type } = recorded;
  if (clear.size === 0 || typeof type !== 'string' || !isEventType(type)) {
    return { value: recorded, read: readConcealed(recorded, shownAt, concealer) };
  }
  const { event, values } = concealer.concealAnew(recorded, type, clear);
  const ordered = values.length === 0 ? recorded : (inOrder(event) as JsonFields);
  return { value: ordered, read: { ...readConcealed(ordered, shownAt, concealer), personal: values } };
}

/** What is personal in it was concealed when it came: the references travel as they are. */
function readConcealed(event: JsonFields, shownAt: Instant | null, concealer: PersonalDataConcealer): ReadOffer {
  const envelope = readEnvelope(event);
  const read = envelope.ok ? readEvent(envelope) : null;
  if (!envelope.ok || read === null || !read.ok) return readOfferToRecord(event, concealer, shownAt);
  const clocked = shownAt === null ? read : { ok: true as const, event: { ...read.event, clock: shownAt } };
  return { envelope, read: clocked, content: fingerprint(contentOf(event)), event, body: null, personal: [] };
}

/** The event as this release would have recorded it, or what its schemas have since learnt to name would not fit them. */
async function eventOf(recorded: RecordedArrival, log: OfferedLog): Promise<JsonFields | null> {
  const { store, concealer, factsStream } = log;
  const { arrival, event, duplicateOf } = recorded;
  if (event !== null || duplicateOf === null) return inTodaysForm(recorded, concealer).event;
  const stream = factsStream(arrival.program);
  for await (const first of store.read(stream, BigInt(duplicateOf - 1), 1))
    return inTodaysForm(recordedArrival(first), concealer).event;
  throw new Error(`${stream} has no entry ${duplicateOf}, which entry ${arrival.seq} repeats`);
}

/** Judges and decides a recorded arrival again, as the `seq`th of its program. */
export function judgeOfferedAgain(
  batch: DecidedBatch,
  { recorded, value, read }: ArrivalAgain,
  pipeline: Pipeline | null,
  seq: number,
): { readonly arrival: Arrival; readonly decisions: Decisions } {
  if (read !== null) return batch.judgeRead({ value, origin: recorded.origin }, read);
  return keepVerdict(batch, recorded, pipeline, seq);
}

/** The body of a rejected arrival was erased: nobody can judge it again, and nothing followed from it. */
function keepVerdict(
  batch: DecidedBatch,
  { arrival: before, origin, content, body }: RecordedArrival,
  pipeline: Pipeline | null,
  seq: number,
): { arrival: Arrival; decisions: Decisions } {
  const { program, id, source, eventType: type, verdict } = before;
  const envelope = { ok: false as const, program, id, source, type, path: '', detail: '' };
  const offered = { envelope, read: null, content };
  pipeline?.resume(seq, offered, { verdict, duplicateOf: null }, NOTHING_DECIDED);
  const arrival = { ...before, seq, clock: pipeline?.clock ?? null };
  batch.keep({ value: null, origin }, { ...offered, event: null, body, personal: [] }, arrival);
  return { arrival, decisions: NOTHING_DECIDED };
}
