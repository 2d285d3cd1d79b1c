import type { EventStore } from '@ledger/event-store/event-store';
import { unpublishedProgram, type ProgramTerms, type PublishedTerms } from '@ledger/program/program-terms';
import { calendarOf } from '@ledger/kernel/calendar';
import { recordedArrival } from './log/arrival-events';
import { publishedIn } from './log/published-in';
import { factsStream } from './log/stream-names';
import { recordedPrograms } from './recorded-programs';

/** The terms of a program by its log alone, up to its end: for whoever cannot wait for the read models. */
export async function termsByFacts(store: EventStore, program: string): Promise<ProgramTerms> {
  const recorded = (await recordedPrograms(store)).find((each) => each.name === program);
  const beginning = recorded ?? unpublishedProgram(program);
  let versions: readonly PublishedTerms[] = beginning.versions;
  for await (const event of store.read(factsStream(program), 0n)) {
    const published = publishedIn(recordedArrival(event));
    if (published !== null) versions = published.version === 1 ? [published] : [...versions, published];
  }
  return { name: program, versions, calendar: calendarOf(versions[0]?.timeZone ?? beginning.calendar.timeZone) };
}
