import type { IdempotencyKey } from '@ledger/rails/sending/payout-keys';
import { beginAttempt } from '@ledger/rails/sending/begin-attempt';
import { heedPerson } from '@ledger/rails/sending/heed-person';
import { judgePostAnswer } from '@ledger/rails/sending/judge-post-answer';
import { judgeListing, judgeReading } from '@ledger/rails/sending/judge-transfers';
import { mayLeave, nextStep } from '@ledger/rails/sending/next-step';
import { attemptOf, type Sending } from '@ledger/rails/sending/sending';
import type { SendingTimes } from '@ledger/rails/sending/sending-times';

/** The sender's decisions, so that a fault can be planted in any of them. */
export interface Machine {
  readonly times: SendingTimes;
  readonly nextStep: typeof nextStep;
  readonly mayLeave: typeof mayLeave;
  readonly keyOf: (sending: Sending) => IdempotencyKey;
  readonly beginAttempt: typeof beginAttempt;
  readonly judgePostAnswer: typeof judgePostAnswer;
  readonly judgeListing: typeof judgeListing;
  readonly judgeReading: typeof judgeReading;
  readonly heedPerson: typeof heedPerson;
}

/** The one that ships, by the times given. */
export function shippedMachine(times: SendingTimes): Machine {
  const keyOf = (sending: Sending) => attemptOf(sending).key;
  return {
    times,
    nextStep,
    mayLeave,
    keyOf,
    beginAttempt,
    judgePostAnswer,
    judgeListing,
    judgeReading,
    heedPerson,
  };
}
