import type { EventStore } from '@ledger/event-store/event-store';
import { Fault } from '@ledger/kernel/fault';
import { instant, type Instant } from '@ledger/kernel/instant';
import { unpublishedProgram, type ProgramTerms } from '@ledger/program/program-terms';
import { publicationEvent } from '@ledger/program/publication-of-terms';
import { DecidedBatch } from './decided-batch';
import { inPieces } from './log/append-decided';
import { recordedArrival } from './log/arrival-events';
import { Revisions } from './log/revisions';
import { FACTS_CATEGORY, factsStream } from './log/stream-names';
import { OriginRegister } from './origin-register';
import type { PersonalDataConcealer } from './personal/conceal-personal-data';
import { OpenPipelines } from './pipeline/open-pipelines';
import { Pipeline } from './pipeline/pipeline';
import { UNASSIGNED } from './unassigned-arrival';

/** Terms on file cannot be those that a log begins with. */
export class TermsRefused extends Fault {
  override readonly name = 'TermsRefused';
  override readonly kind = 'mend';
}

export interface FirstTerms {
  readonly store: EventStore;
  readonly concealer: PersonalDataConcealer;
  /** The programs on file. */
  readonly onFile: readonly ProgramTerms[];
  readonly now: Instant;
}

/** Where the terms of a first start come from: so a start that was cut off is known from a ledger with facts. */
const PLACE = 'first-start:';

/** Whether facts arrived, other than the terms that a first start published. */
export async function isBegun(store: EventStore): Promise<boolean> {
  for await (const event of store.readAll(0n, [FACTS_CATEGORY])) {
    if (!isOfFirstStart(recordedArrival(event).origin.place)) return true;
  }
  return false;
}

/** Whether an arrival is a publication of a first start, by the place where it came from. */
export function isOfFirstStart(place: string): boolean {
  return place.startsWith(PLACE);
}

/**
 * Publishes the terms on file as the first facts of a log that has no others; the gate judges them, as it does all facts.
 * Their time is the instant from which the first version holds (now, where that lies ahead), so that no clock jumps.
 * Answers the programs that were published now; none, where the log is begun: then it goes on by the terms that it has.
 *
 * @throws TermsRefused one clear line, for terms that the gate does not take
 */
export async function publishFirstTerms({ store, concealer, onFile, now }: FirstTerms): Promise<string[]> {
  if (await isBegun(store)) return [];
  const heads = await store.heads(onFile.map(({ name: program }) => factsStream(program)));
  const fresh = onFile.filter(({ name: program }) => !heads.has(factsStream(program)));
  const pipelines = new OpenPipelines((program) => new Pipeline(program, []));
  const batch = new DecidedBatch(concealer, null, pipelines, new OriginRegister(), () => 1);
  for (const program of fresh) {
    refuseTimeOfDay(program);
    pipelines.open(unpublishedProgram(program.name));
    publish(batch, program, now);
  }
  const events = batch.events();
  if (events.length === 0) return [];
  for (const piece of inPieces(new Revisions().requestsFor(events))) {
    const result = await store.append(piece);
    if (!result.ok) throw new TermsRefused('somebody else begins this ledger at this moment: start again');
  }
  return fresh.map(({ name }) => name);
}

function publish(batch: DecidedBatch, { name: program, versions }: ProgramTerms, now: Instant): void {
  const [first] = versions;
  const at = instant(Math.min(first?.effectiveFrom ?? now, now));
  for (const [index, terms] of versions.entries()) {
    const origin = { place: `${PLACE}${program}`, index };
    batch.judge({ value: publicationEvent(terms, at), origin });
    const { verdict } = lastArrival(batch);
    if (verdict.type !== 'rejected') continue;
    throw new TermsRefused(
      `version ${terms.version} of ${program} cannot be published: ${verdict.code} (${verdict.detail})`,
    );
  }
}

function lastArrival(batch: DecidedBatch) {
  const arrival = batch.arrivals().at(-1);
  if (arrival === undefined || arrival.program === UNASSIGNED)
    throw new TypeError('terms were offered and no gate judged them');
  return arrival;
}

/** A fact says from which day on a version holds. */
function refuseTimeOfDay({ name: program, versions, calendar }: ProgramTerms): void {
  const within = versions.find(({ effectiveFrom: at }) => calendar.startOfDate(calendar.dateAt(at)) !== at);
  if (within === undefined) return;
  throw new TermsRefused(
    `version ${within.version} of ${program} begins within a day: let effectiveFrom be a day, such as 2026-01-01`,
  );
}
