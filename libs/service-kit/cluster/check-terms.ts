import type { EventStore } from '@ledger/event-store/event-store';
import type { ProgramTerms } from '@ledger/program/program-terms';
import { TermsDiffer } from '@ledger/runner/publish-terms';
import { isPublished, lastPublication } from '@ledger/runner/published-terms';

/** The cluster has not been prepared yet: its terms are not in the event store. */
export class TermsNotPublished extends Error {
  override readonly name = 'TermsNotPublished';
}

/**
 * Sees to it that this process judges by the terms that were published: instances with other files would disagree.
 * Throws TermsNotPublished (waiting helps: "ledger prepare" does it) or TermsDiffer.
 */
export async function checkTerms(store: EventStore, programs: readonly ProgramTerms[]): Promise<void> {
  for (const terms of programs) {
    const last = await lastPublication(store, terms.program);
    if (last.number === 0) {
      throw new TermsNotPublished(`the terms of ${terms.program} are not published yet ("ledger prepare" does it)`);
    }
    if (isPublished(last, terms)) continue;
    throw new TermsDiffer(
      `the terms of program ${terms.program} on file differ from those that were published: give every instance the published files`,
    );
  }
}

/**
 * `checkTerms` once more before the first batch: while nothing had arrived, others may have been published after this
 * process started. From the first arrival on they cannot change.
 */
export function checkTermsOnce(store: EventStore, programs: readonly ProgramTerms[]): () => Promise<void> {
  let isChecked = false;
  return async () => {
    if (!isChecked) await checkTerms(store, programs);
    isChecked = true;
  };
}
