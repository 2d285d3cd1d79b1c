import type { EventStore } from '@ledger/event-store/event-store';
import type { ProgramTerms } from '@ledger/program/program-terms';
import { TermsDiffer } from '@ledger/runner/publish-terms';
import { isPublished, lastPublication } from '@ledger/runner/published-terms';

/** The cluster has not been prepared yet: its terms are not in the event store. */
export class TermsNotPublished extends Error {
  override readonly name = 'TermsNotPublished';
}

/** Throws TermsNotPublished for a program on file of which no terms are recorded: waiting helps, "ledger prepare" does it. */
export async function checkTermsPublished(store: EventStore, onFile: readonly ProgramTerms[]): Promise<void> {
  for (const { program } of onFile) {
    if ((await lastPublication(store, program)).number > 0) continue;
    throw new TermsNotPublished(`the terms of ${program} are not published yet ("ledger prepare" does it)`);
  }
}

/**
 * Sees to it that this process judges by the terms that were published: instances with other files would disagree.
 * Throws TermsDiffer.
 */
async function checkTerms(store: EventStore, programs: readonly ProgramTerms[]): Promise<void> {
  for (const terms of programs) {
    if (isPublished(await lastPublication(store, terms.program), terms)) continue;
    throw new TermsDiffer(
      `other terms of program ${terms.program} were published since this instance started: start it again`,
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
