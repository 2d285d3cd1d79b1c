import type { EventStore } from '@ledger/event-store/event-store';
import { termsFromJson } from '@ledger/program/describe-terms-canonical';
import { programTerms, type ProgramTerms } from '@ledger/program/program-terms';
import { TERMS_CATEGORY, termsStream } from './log/stream-names';
import { lastPublication } from './published-terms';

/**
 * The programs of a ledger: by the terms that are recorded in its log, by which everything in it was judged, whether
 * there is a file of them or not; and those on file of which nothing is recorded yet.
 */
export async function programsInForce(store: EventStore, onFile: readonly ProgramTerms[]): Promise<ProgramTerms[]> {
  const recorded = await recordedPrograms(store);
  const names = new Set(recorded.map(({ program }) => program));
  return [...recorded, ...onFile.filter(({ program }) => !names.has(program))];
}

/** The programs whose terms are recorded, in the order of their first publication. */
export async function recordedPrograms(store: EventStore): Promise<ProgramTerms[]> {
  const names = new Set<string>();
  for await (const { stream } of store.readAll(0n, [TERMS_CATEGORY])) names.add(stream.slice(termsStream('').length));
  const programs: ProgramTerms[] = [];
  for (const name of names) {
    const { texts } = await lastPublication(store, name);
    programs.push(programTerms(texts.map((text) => termsFromJson(JSON.parse(text)))));
  }
  return programs;
}
