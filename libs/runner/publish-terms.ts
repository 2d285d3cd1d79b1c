import type { EventStore } from '@ledger/event-store/event-store';
import { termsToJson } from '@ledger/program/describe-terms-canonical';
import type { ProgramTerms } from '@ledger/program/program-terms';
import { eventIdOf } from './log/event-id';
import { recordedType } from './log/recorded-kinds';
import { FACTS_CATEGORY, termsStream } from './log/stream-names';
import { isPublished, lastPublication, type Publication } from './published-terms';

/** Terms on file cannot become those of a log. */
export class TermsDiffer extends Error {
  override readonly name = 'TermsDiffer';
}

/**
 * Records the terms of the programs in the event store, where the log is still empty: new ones and changed ones. Once
 * anything arrived, for whichever program, the ledger keeps those that are recorded, whatever the files say: it was judged
 * by them. Answers the programs that were published now.
 *
 * @throws TermsDiffer one clear line, for a program that is new to a log with facts
 */
export async function publishTerms(store: EventStore, programs: readonly ProgramTerms[]): Promise<string[]> {
  const published: string[] = [];
  for (const program of programs) {
    const last = await lastPublication(store, program.program);
    if (isPublished(last, program)) continue;
    if (await anythingArrived(store)) {
      // What was judged by recorded terms goes on by them, whatever the file says now.
      if (last.number > 0) continue;
      throw new TermsDiffer(isNew(program));
    }
    await publish(store, program, last);
    published.push(program.program);
  }
  return published;
}

async function anythingArrived(store: EventStore): Promise<boolean> {
  for await (const _first of store.readAll(0n, [FACTS_CATEGORY], 1)) return true;
  return false;
}

function isNew({ program }: ProgramTerms): string {
  return `program ${program} is new, but this ledger has facts already: take its file away, or start on an empty data folder`;
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
