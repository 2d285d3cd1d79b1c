import type { Application } from './application.entity';
import type { QueuedApplication, QueueState } from './review-queue';
import { textOf } from './text-of';

/** A submitted application as the queue has it (else an error of ours). */
export function asQueued(application: Application): QueuedApplication {
  const { trackingId, partner, partnerType: type, state, submitted, submittedAt, dueAt, decidedAt } = application;
  if (trackingId === null || submittedAt === null || dueAt === null || state === 'draft') {
    throw new Error('only what was submitted is in the queue');
  }
  const answers = submitted?.answers ?? {};
  const own = { name: textOf(answers, 'name'), company: textOf(answers, 'company') };
  return { trackingId, partner, type, state: state satisfies QueueState, ...own, submittedAt, dueAt, decidedAt };
}
