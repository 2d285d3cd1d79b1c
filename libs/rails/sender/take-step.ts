import type { Instant } from '@ledger/kernel/instant';
import type { PayingRail } from '../rail';
import { beginAttempt } from '../sending/begin-attempt';
import { conclude } from '../sending/conclude';
import { HELD_UP, judgePostAnswer } from '../sending/judge-post-answer';
import { isNotDone, judgeListing, judgeReading } from '../sending/judge-transfers';
import { lookLater, mayLeave, nextStep, type Step } from '../sending/next-step';
import type { IdempotencyKey } from '../sending/payout-keys';
import type { PayoutOrder } from '../sending/payout-order';
import { attemptOf, evolve, type Sending } from '../sending/sending';
import type { SendingTimes } from '../sending/sending-times';
import type { Fence, SendingEvent } from '../sending/sending.events';
import type { SendingLog } from './sending-log';

/** What a sender works with; `fence` is the number of its lease. */
export interface SenderTools {
  readonly rail: PayingRail;
  readonly log: SendingLog;
  readonly times: SendingTimes;
  readonly clock: () => Instant;
  readonly fence: Fence;
  /** Nothing may be sent now; what was sent is still looked up. */
  readonly held?: boolean;
}

/** A step that would send, and may not now. */
export interface HeldStep {
  readonly do: 'held';
}

interface Known {
  readonly sending: Sending;
  readonly revision: number;
}

/**
 * Takes the next step of a payout: asks the rail what the step asks, and records what follows. A request leaves after it
 * was recorded, and only then; where another recorded meanwhile, what was learnt is dropped. Answers the step,
 * or when to look again where the rail says that it is not done yet.
 */
export async function takeStep(order: PayoutOrder, tools: SenderTools): Promise<Step | HeldStep> {
  const { log, rail, times, clock, held = false } = tools;
  const known = await log.read(order);
  const at = clock();
  const step = nextStep(known.sending, at, times);
  if (held && (step.do === 'check' || step.do === 'post_again')) return { do: 'held' };
  switch (step.do) {
    case 'check':
      await check(order, step, known, tools);
      break;
    case 'post_again':
      await post(order, known, [{ type: 'PostAnnounced', fence: tools.fence, at }], tools);
      break;
    // What a rail lists is so from the moment on at which it is asked.
    case 'list':
      await record(order, known, judgeListing(order, await rail.list(order), at), log);
      break;
    case 'read': {
      const reading = await rail.read(step.transfer);
      if (isNotDone(known.sending, reading, at, times)) return lookLater(known.sending, at, times);
      await record(order, known, judgeReading(order, reading, at), log);
      break;
    }
    case 'leave_to_person':
    case 'give_up':
      await record(order, known, [conclude(step, at)], log);
      break;
    case 'wait':
    case 'look_later':
    case 'ask_person':
    case 'tell':
      break;
  }
  return step;
}

/** The last moment at which everything may still be given up. */
async function check(
  order: PayoutOrder,
  { attempt, refusedWith }: Extract<Step, { do: 'check' }>,
  known: Known,
  tools: SenderTools,
): Promise<void> {
  const { rail, log, clock, fence } = tools;
  const readiness = await rail.readiness(order, refusedWith);
  const beginning = { attempt, body: (key: IdempotencyKey) => rail.requestBody(order, key), fence };
  const events = beginAttempt(order, beginning, readiness, clock());
  await (readiness.kind === 'ready' ? post(order, known, events, tools) : record(order, known, events, log));
}

/** Records the intent, lets the request leave, records what came of it. */
async function post(
  order: PayoutOrder,
  known: Known,
  intent: readonly SendingEvent[],
  { rail, log, times, clock }: SenderTools,
): Promise<void> {
  const announced = await record(order, known, intent, log);
  if (announced === null) return;
  const { key, body, lastPostAt } = attemptOf(announced.sending);
  const answer = mayLeave(lastPostAt, clock(), times) ? await rail.post(key, body) : HELD_UP;
  await record(order, announced, judgePostAnswer(order, announced.sending, answer, clock(), times), log);
}

async function record(
  order: PayoutOrder,
  { sending, revision }: Known,
  events: readonly SendingEvent[],
  log: SendingLog,
): Promise<Known | null> {
  if (events.length === 0) return null;
  const next = await log.append(order, revision, events);
  return next === null ? null : { sending: events.reduce(evolve, sending), revision: next };
}
