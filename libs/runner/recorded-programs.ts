import type { EventStore } from '@ledger/event-store/event-store';
import { termsFromJson } from '@ledger/program/describe-terms-canonical';
import { programTerms, type ProgramTerms } from '@ledger/program/program-terms';
import type { Terms } from '@ledger/program/terms';
import { readRecorded } from './log/recorded-kinds';
import { TERMS_CATEGORY, termsStream } from './log/stream-names';

/**
 * The programs whose terms a log recorded in streams of their own, before its facts: logs that were begun before terms
 * were facts have them, others have none. In the order of their first publication.
 */
export async function recordedPrograms(store: EventStore): Promise<ProgramTerms[]> {
  const names = new Set<string>();
  for await (const { stream } of store.readAll(0n, [TERMS_CATEGORY])) names.add(stream.slice(termsStream('').length));
  const programs: ProgramTerms[] = [];
  for (const name of names) programs.push(programTerms(await lastPublication(store, name)));
  return programs;
}

/** The publication that counts is the last one. There is more than one only where terms changed before the first fact. */
async function lastPublication(store: EventStore, program: string): Promise<readonly Terms[]> {
  let last: { readonly number: number; readonly versions: readonly Terms[] } = { number: 0, versions: [] };
  for await (const event of store.read(termsStream(program), 0n)) {
    const { publication } = event.metadata;
    const number = typeof publication === 'number' ? publication : 1;
    const before = number === last.number ? last.versions : [];
    last = { number, versions: [...before, termsFromJson(readRecorded(event).data)] };
  }
  return last.versions;
}
