import type { EventStore } from '@ledger/event-store/event-store';
import { readEnvelope } from '@ledger/contracts/read-envelope';
import { readEvent } from '@ledger/contracts/read-event';
import { contentOf } from '@ledger/contracts/same-content';
import type { JsonObject } from '@ledger/event-store/json-value';
import type { Instant } from '@ledger/kernel/instant';
import { FIRST_FACTS_CATEGORY } from '../edition';
import { fingerprint } from '../fingerprint';
import { recordedArrival, type RecordedArrival } from '../log/arrival-events';
import { inTodaysForm } from '../log/todays-form';
import type { PersonalDataConcealer } from '../personal/conceal-personal-data';
import type { PersonalDataStore } from '../personal/personal-data-store';
import { readOfferToRecord, type ReadOffer } from '../read-offer';

/** Says in a stream of the first edition that nothing follows there: who still writes to it is overtaken. */
export const CLOSED = 'LogClosed.v1';

const PAGE = 500;

/** An arrival as it was recorded, and as it is offered to the rules of this edition; `read` is null where its body was erased. */
export interface ArrivalAnew {
  readonly recorded: RecordedArrival;
  readonly value: unknown;
  readonly read: ReadOffer | null;
}

/** The last event of each stream of what arrived in the first edition, without the one that closes it. */
export type Ends = Map<string, bigint>;

export interface FirstEditionLog {
  readonly store: EventStore;
  readonly personalData: PersonalDataStore;
  readonly concealer: PersonalDataConcealer;
}

/** Everything that arrived in a log of the first edition, in its order, a page at a time; notes where the streams end. */
export async function* arrivalsOfFirstEdition(log: FirstEditionLog, ends: Ends): AsyncGenerator<ArrivalAnew[]> {
  let page: RecordedArrival[] = [];
  for await (const event of log.store.readAll(0n, [FIRST_FACTS_CATEGORY])) {
    if (event.type === CLOSED) continue;
    ends.set(event.stream, event.revision);
    page.push(recordedArrival(event));
    if (page.length < PAGE) continue;
    yield await anew(page, log);
    page = [];
  }
  if (page.length > 0) yield await anew(page, log);
}

async function anew(page: readonly RecordedArrival[], log: FirstEditionLog): Promise<ArrivalAnew[]> {
  const bodies = await log.personalData.read(page.flatMap(({ body }) => (body === null ? [] : [body])));
  const arrivals: ArrivalAnew[] = [];
  for (const recorded of page) {
    const { body, shownAt } = recorded;
    const event = body === null ? await eventOf(recorded, log) : null;
    const text = body === null ? undefined : bodies.get(body);
    if (event !== null) arrivals.push({ recorded, value: event, read: readConcealed(event, shownAt, log.concealer) });
    else if (text === undefined) arrivals.push({ recorded, value: null, read: null });
    else {
      const value: unknown = JSON.parse(text);
      arrivals.push({ recorded, value, read: readOfferToRecord(value, log.concealer, shownAt) });
    }
  }
  return arrivals;
}

/** What is personal in it was concealed when it came: the references travel as they are. */
function readConcealed(event: JsonObject, shownAt: Instant | null, concealer: PersonalDataConcealer): ReadOffer {
  const envelope = readEnvelope(event);
  const read = envelope.ok ? readEvent(envelope) : null;
  if (!envelope.ok || read === null || !read.ok) return readOfferToRecord(event, concealer, shownAt);
  const clocked = shownAt === null ? read : { ok: true as const, event: { ...read.event, clock: shownAt } };
  return { envelope, read: clocked, content: fingerprint(contentOf(event)), event, body: null, personal: [] };
}

/** The event as this release would have recorded it, or what its schemas have since learnt to name would not fit them. */
async function eventOf(recorded: RecordedArrival, { store, concealer }: FirstEditionLog): Promise<JsonObject | null> {
  const { arrival, event, duplicateOf } = recorded;
  if (event !== null || duplicateOf === null) return inTodaysForm(recorded, concealer).event;
  const stream = `${FIRST_FACTS_CATEGORY}-${arrival.program}`;
  for await (const first of store.read(stream, BigInt(duplicateOf - 1), 1))
    return inTodaysForm(recordedArrival(first), concealer).event;
  throw new Error(`${stream} has no entry ${duplicateOf}, which entry ${arrival.seq} repeats`);
}
