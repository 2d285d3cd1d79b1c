import type { Instant } from '@ledger/kernel/instant';
import type { PayoutOrder } from './payout-order';
import type { PostAnswer } from './rail-answers';
import { attemptOf, type Attempt, type Sending } from './sending';
import type { SendingTimes } from './sending-times';
import type { SendingEvent } from './sending.events';
import { pays } from './transfer';

/** What came of a request that did not leave in time: nothing, and nothing ever will. */
export const HELD_UP: PostAnswer = { kind: 'put_off', code: 'held_up' };

/** What follows from the answer to the last request. */
export function judgePostAnswer(
  order: PayoutOrder,
  sending: Sending,
  answer: PostAnswer,
  at: Instant,
  times: SendingTimes,
): SendingEvent[] {
  switch (answer.kind) {
    case 'taken':
      return taken(order, attemptOf(sending), answer, at);
    case 'accepted':
      return [{ type: 'TransferTold', transfer: answer.transfer, at }];
    case 'refused':
      return refused(attemptOf(sending), answer, at, times);
    case 'put_off':
      return [{ type: 'PostPutOff', code: answer.code, at }];
    case 'contradicted':
      return [{ type: 'SendingFrozen', because: 'key_used_otherwise', at }];
    case 'unknown':
      return [{ type: 'PostUnanswered', why: answer.why, at }];
  }
}

/** The first answer to the first request is fresh; any other may be from the rail's memory. */
function taken(
  order: PayoutOrder,
  { posts }: Attempt,
  { transfer, replayed }: Extract<PostAnswer, { kind: 'taken' }>,
  at: Instant,
): SendingEvent[] {
  if (posts > 1 || replayed) return [{ type: 'TransferTold', transfer: transfer.id, at }];
  if (!pays(transfer, order)) return [{ type: 'SendingFrozen', because: 'transfer_differs', at }];
  return [{ type: 'SendingSettled', transfer: transfer.id, person: null, at }];
}

/**
 * A refusal speaks for its own request. One that was announced before it and never answered may still arrive, and find
 * the cause gone: the refusal counts once that is too late for it, which the same request, sent after the quiet time,
 * will tell.
 */
function refused(
  { earlierOpenAt, lastPostAt }: Attempt,
  { code, causeMayGo }: Extract<PostAnswer, { kind: 'refused' }>,
  at: Instant,
  { quietMs }: SendingTimes,
): SendingEvent[] {
  if (earlierOpenAt !== null && lastPostAt - earlierOpenAt < quietMs) return [{ type: 'RefusalDoubted', code, at }];
  if (causeMayGo) return [{ type: 'AttemptRefused', code, at }];
  return [{ type: 'SendingFailed', code, person: null, at }];
}
