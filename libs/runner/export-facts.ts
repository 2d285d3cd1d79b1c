import { isJsonObject } from '@ledger/contracts/json-object';
import { parseJsonText } from '@ledger/contracts/parse-json';
import type { EventStore } from '@ledger/event-store/event-store';
import type { JsonFields } from '@ledger/contracts/json-value';
import { formatInstant } from '@ledger/kernel/instant';
import { recordedArrival, type RecordedArrival } from './log/arrival-events';
import { factsStream, FACTS_CATEGORY } from './log/stream-names';
import { recordedTermsAsFacts } from './recorded-terms-as-facts';
import { inTodaysForm } from './log/todays-form';
import { concealedBody } from './personal/conceal-body';
import type { PersonalDataConcealer } from './personal/conceal-personal-data';
import type { PersonalDataStore } from './personal/personal-data-store';

const PAGE = 500;

export interface ExportedLedger {
  readonly store: EventStore;
  readonly personalData: PersonalDataStore;
  readonly concealer: PersonalDataConcealer;
}

/**
 * Everything that arrived, in the order of arrival, as contract events whose replay gives the same ledger:
 * accepted, rejected and ignored, each with what the clock showed. A rejection whose body was erased is left out: there
 * is nothing to show any more. Personal values are pseudonyms, also in rejected bodies.
 * A log that was begun before terms were facts is preceded by the terms that it recorded: its replay needs no files.
 */
export async function* exportFacts(ledger: ExportedLedger): AsyncGenerator<unknown> {
  yield* recordedTermsAsFacts(ledger.store);
  let page: RecordedArrival[] = [];
  for await (const event of ledger.store.readAll(0n, [FACTS_CATEGORY])) {
    page.push(inTodaysForm(recordedArrival(event), ledger.concealer));
    if (page.length < PAGE) continue;
    yield* exported(page, ledger);
    page = [];
  }
  yield* exported(page, ledger);
}

async function* exported(page: readonly RecordedArrival[], ledger: ExportedLedger) {
  const { personalData, concealer } = ledger;
  const bodies = await personalData.read(page.flatMap(({ body }) => (body === null ? [] : [body])));
  for (const recorded of page) {
    if (recorded.body === null) {
      yield clocked(await eventOf(recorded, ledger), recorded);
      continue;
    }
    const body = bodies.get(recorded.body);
    if (body !== undefined) yield clocked(concealedBody(parseJsonText(body), concealer), recorded);
  }
}

/** A repetition was recorded as a reference to the first. */
async function eventOf(
  { arrival, event, duplicateOf }: RecordedArrival,
  { store, concealer }: ExportedLedger,
): Promise<JsonFields | null> {
  if (event !== null || duplicateOf === null) return event;
  for await (const first of store.read(factsStream(arrival.program), BigInt(duplicateOf - 1), 1)) {
    return inTodaysForm(recordedArrival(first), concealer).event;
  }
  throw new Error(`${factsStream(arrival.program)} has no entry ${duplicateOf}, which entry ${arrival.seq} repeats`);
}

/** A body that is no event at all stays as it came: a clock in it would be one more thing that is wrong or right. */
function clocked(body: unknown, { arrival, shownAt }: RecordedArrival): unknown {
  const isBroken =
    arrival.verdict.type === 'rejected' && arrival.verdict.code === 'schema_invalid' && !isClockable(body);
  if (shownAt === null || isBroken) return body;
  return { ...(body as JsonFields), clock: formatInstant(shownAt) };
}

function isClockable(body: unknown): boolean {
  return isJsonObject(body) && !('clock' in body);
}
