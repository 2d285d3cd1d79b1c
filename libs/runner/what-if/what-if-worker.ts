import { parentPort, workerData } from 'node:worker_threads';
import type { RecordedEvent } from '@ledger/event-store/event-store';
import type { Instant } from '@ledger/kernel/instant';
import { programTerms, unpublishedProgram, type PublishedTerms } from '@ledger/program/program-terms';
import type { Terms } from '@ledger/program/terms';
import { WhatIf, type WhatIfOutcome } from './what-if';

/** What a worker is started with: all of it plain data. */
export interface WhatIfTask {
  readonly program: string;
  /** The terms that were recorded before all facts; none: the log begins with them. */
  readonly recordedTerms: readonly PublishedTerms[];
  readonly since: Instant;
  /** The version that is published behind the last fact. */
  readonly terms: Terms;
}

/** To the worker: some arrivals, in their order; then that they were all. */
export type ToWorker = { readonly events: readonly RecordedEvent[] } | 'all';
/** From it: that it took them; then what came of it. */
export type FromWorker = 'taken' | WhatIfOutcome;

/** One run of the engine, in a thread of its own: it has the log handed in, and no way to anything else. */
function serve(port: NonNullable<typeof parentPort>, { program, recordedTerms, since, terms }: WhatIfTask): void {
  const known = recordedTerms.length === 0 ? unpublishedProgram(program) : programTerms(recordedTerms);
  const run = new WhatIf(known, since);
  const answer = (said: FromWorker) => port.postMessage(said);
  port.on('message', (said: ToWorker) => {
    if (said === 'all') {
      answer(run.publish(terms));
      port.close();
      return;
    }
    for (const event of said.events) run.take(event);
    answer('taken');
  });
}

if (parentPort !== null) serve(parentPort, workerData as WhatIfTask);
