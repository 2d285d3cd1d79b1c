import { canonicalJson } from '@ledger/contracts/same-content';
import { NO_STREAM, type EventStore } from '@ledger/event-store/event-store';
import { termsToJson } from '@ledger/program/describe-terms-canonical';
import type { ProgramTerms } from '@ledger/program/program-terms';
import { readRecorded } from './log/recorded-kinds';
import { termsStream } from './log/stream-names';

/** The versions of a program's terms as they were published together. */
export interface Publication {
  /** From 1; 0: nothing was published yet. */
  readonly number: number;
  /** The versions in canonical JSON, in their order. */
  readonly texts: readonly string[];
  /** Of the stream's last event. */
  readonly revision: bigint;
}

/** The publication that counts: the last one. There is more than one only where terms changed before the first fact. */
export async function lastPublication(store: EventStore, program: string): Promise<Publication> {
  let last: Publication = { number: 0, texts: [], revision: NO_STREAM };
  for await (const event of store.read(termsStream(program), 0n)) {
    const { metadata, revision } = event;
    const { data } = readRecorded(event);
    const number = typeof metadata['publication'] === 'number' ? metadata['publication'] : 1;
    const before = number === last.number ? last.texts : [];
    last = { number, texts: [...before, canonicalJson(data)], revision };
  }
  return last;
}

/** Whether the terms on file are those of a publication. */
export function isPublished({ texts }: Publication, { versions }: ProgramTerms): boolean {
  const onFile = versions.map((terms) => canonicalJson(termsToJson(terms)));
  return texts.length === onFile.length && texts.every((text, index) => text === onFile[index]);
}
