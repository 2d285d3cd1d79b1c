import type { EventStore } from '@ledger/event-store/event-store';
import { termsToJson } from '@ledger/program/describe-terms-canonical';
import type { ProgramTerms } from '@ledger/program/program-terms';
import { eventIdOf } from './log/event-id';
import { recordedType } from './log/recorded-kinds';
import { FACTS_CATEGORY, termsStream } from './log/stream-names';
import { isPublished, lastPublication, type Publication } from './published-terms';

/** Terms on file are not those that the log's facts were judged by. */
export class TermsDiffer extends Error {
  override readonly name = 'TermsDiffer';
}

/**
 * Records the terms of the programs in the event store, where the log is still empty: new ones and changed ones. Once
 * anything arrived, for whichever program, they must be those that are recorded: it was judged by them, also what was
 * rejected. Answers the programs that were published now.
 *
 * @throws TermsDiffer one clear line: which program, and what to do
 */
export async function publishTerms(store: EventStore, programs: readonly ProgramTerms[]): Promise<string[]> {
  const published: string[] = [];
  for (const program of programs) {
    const last = await lastPublication(store, program.program);
    if (isPublished(last, program)) continue;
    if (await anythingArrived(store)) throw new TermsDiffer(whatDiffers(program, last));
    await publish(store, program, last);
    published.push(program.program);
  }
  return published;
}

async function anythingArrived(store: EventStore): Promise<boolean> {
  for await (const _first of store.readAll(0n, [FACTS_CATEGORY], 1)) return true;
  return false;
}

function whatDiffers({ program, versions }: ProgramTerms, { number, texts }: Publication): string {
  const what =
    number === 0
      ? `program ${program} is new, but this ledger has facts already`
      : `the terms of program ${program} differ from the ${texts.length} version(s) that this ledger was fed with (${versions.length} on file)`;
  return `${what}: put the terms back, or start on an empty data folder; publishing new versions on a ledger with facts is not built yet`;
}

async function publish(store: EventStore, { program, versions }: ProgramTerms, last: Publication): Promise<void> {
  const publication = last.number + 1;
  const isFirst = publication === 1;
  const events = versions.map((terms) => ({
    id: eventIdOf(isFirst ? `terms/${program}/${terms.version}` : `terms/${program}/${terms.version}/${publication}`),
    type: recordedType('TermsPublished'),
    data: termsToJson(terms),
    metadata: { program, version: terms.version, ...(isFirst ? {} : { publication }) },
  }));
  const result = await store.append([{ stream: termsStream(program), expectedRevision: last.revision, events }]);
  if (!result.ok) throw new TermsDiffer(`somebody else publishes the terms of ${program} at this moment: start again`);
}
