import type { EventStore } from '@ledger/event-store/event-store';
import { unpublishedProgram, type ProgramTerms } from '@ledger/program/program-terms';
import { recordedPrograms } from './recorded-programs';

/**
 * What the programs of a log begin with, by which its pipelines follow its facts: the terms that were recorded before them, or
 * none, where the first fact publishes some. `names`: the programs that the log's facts made known.
 */
export async function programBeginnings(store: EventStore, names: Iterable<string>): Promise<ProgramTerms[]> {
  const recorded = await recordedPrograms(store);
  const known = new Set(recorded.map(({ name }) => name));
  return [...recorded, ...[...names].filter((name) => !known.has(name)).map(unpublishedProgram)];
}
