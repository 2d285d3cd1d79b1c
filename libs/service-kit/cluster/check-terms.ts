import type { EventStore } from '@ledger/event-store/event-store';
import { canonicalJson } from '@ledger/contracts/same-content';
import { termsToJson } from '@ledger/program/describe-terms-canonical';
import type { ProgramTerms } from '@ledger/program/program-terms';
import { termsStream } from '@ledger/runner/log/stream-names';
import { TermsDiffer } from '@ledger/runner/publish-terms';

/** The cluster has not been prepared yet: its terms are not in the event store. */
export class TermsNotPublished extends Error {
  override readonly name = 'TermsNotPublished';
}

/**
 * Sees to it that this process judges by the terms that were published: instances with other files would disagree.
 * Throws TermsNotPublished (waiting helps: "ledger prepare" does it) or TermsDiffer.
 */
export async function checkTerms(store: EventStore, programs: readonly ProgramTerms[]): Promise<void> {
  for (const { program, versions } of programs) {
    const recorded: string[] = [];
    for await (const { data } of store.read(termsStream(program), 0n)) recorded.push(canonicalJson(data));
    if (recorded.length === 0) {
      throw new TermsNotPublished(`the terms of ${program} are not published yet ("ledger prepare" does it)`);
    }
    const onFile = versions.map((terms) => canonicalJson(termsToJson(terms)));
    if (recorded.length === onFile.length && recorded.every((text, index) => text === onFile[index])) continue;
    throw new TermsDiffer(
      `the terms of program ${program} on file differ from those that were published: give every instance the published files`,
    );
  }
}
