import type { EventStore, RecordedEvent } from '@ledger/event-store/event-store';
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
  const last = new Map<string, Publication>();
  for await (const event of store.readAll(0n, [TERMS_CATEGORY])) {
    const program = event.stream.slice(termsStream('').length);
    last.set(program, withVersion(last.get(program), event));
  }
  return [...last.values()].map(({ versions }) => programTerms(versions));
}

/** Versions that were published together. There is more than one publication only where terms changed before the first fact. */
interface Publication {
  readonly number: number;
  readonly versions: readonly Terms[];
}

/** The publication that counts is the last one. */
function withVersion(before: Publication | undefined, event: RecordedEvent): Publication {
  const { publication } = event.metadata;
  const number = typeof publication === 'number' ? publication : 1;
  const earlier = before?.number === number ? before.versions : [];
  return { number, versions: [...earlier, termsFromJson(readRecorded(event).data)] };
}
