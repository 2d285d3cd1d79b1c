import { canonicalJson } from '@ledger/contracts/same-content';
import { NO_STREAM, type EventStore } from '@ledger/event-store/event-store';
import { termsToJson } from '@ledger/program/describe-terms-canonical';
import type { ProgramTerms } from '@ledger/program/program-terms';
import { eventIdOf } from './log/event-id';
import { factsStream, termsStream } from './log/stream-names';

/** Terms on file are not those that the log's facts were judged by. */
export class TermsDiffer extends Error {
  override readonly name = 'TermsDiffer';
}

/**
 * Records the terms of the programs in the event store, where the log is still empty; on a log with facts they must be
 * those that are recorded. Answers the programs that were published now.
 *
 * @throws TermsDiffer one clear line: which program, and what to do
 */
export async function publishTerms(store: EventStore, programs: readonly ProgramTerms[]): Promise<string[]> {
  const published: string[] = [];
  const heads = await store.heads(programs.flatMap(({ program }) => [factsStream(program), termsStream(program)]));
  const anyFacts = programs.some(({ program }) => heads.has(factsStream(program)));
  for (const program of programs) {
    const recorded = await recordedTerms(store, program.program);
    const onFile = program.versions.map((terms) => canonicalJson(termsToJson(terms)));
    if (sameTexts(recorded, onFile)) continue;
    if (recorded.length > 0 || anyFacts) throw new TermsDiffer(whatDiffers(program.program, recorded, onFile));
    await publish(store, program);
    published.push(program.program);
  }
  return published;
}

async function recordedTerms(store: EventStore, program: string): Promise<string[]> {
  const texts: string[] = [];
  for await (const { data } of store.read(termsStream(program), 0n)) texts.push(canonicalJson(data));
  return texts;
}

function sameTexts(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((text, index) => text === b[index]);
}

function whatDiffers(program: string, recorded: readonly string[], onFile: readonly string[]): string {
  const what =
    recorded.length === 0
      ? `program ${program} is new, but this ledger has facts already`
      : `the terms of program ${program} differ from the ${recorded.length} version(s) that this ledger was fed with (${onFile.length} on file)`;
  return `${what}: put the terms back, or start on an empty data folder; publishing new versions on a ledger with facts is not built yet`;
}

async function publish(store: EventStore, { program, versions }: ProgramTerms): Promise<void> {
  const events = versions.map((terms) => ({
    id: eventIdOf(`terms/${program}/${terms.version}`),
    type: 'TermsPublished.v1',
    data: termsToJson(terms),
    metadata: { program, version: terms.version },
  }));
  const result = await store.append([{ stream: termsStream(program), expectedRevision: NO_STREAM, events }]);
  if (!result.ok) throw new TermsDiffer(`somebody else publishes the terms of ${program} at this moment: start again`);
}
