import { formatInstant, parseInstant } from '@ledger/kernel/instant';
import type { OutgoingRecord } from '@ledger/messaging/idempotent-producer';
import { REPLIES_TOPIC } from '@ledger/messaging/topics';
import type { Answer, Origin } from '@ledger/runner/ledger-runtime';

/** The gate's answer to an offer from an origin. */
export interface GateReply {
  readonly origin: Origin;
  readonly answer: Answer;
}

/** The reply as a record for the instance that asked. */
export function replyRecord(replyTo: string, { origin, answer }: GateReply): OutgoingRecord {
  const { clock } = answer;
  const text = JSON.stringify({ origin, answer: { ...answer, clock: clock === null ? null : formatInstant(clock) } });
  return { topic: REPLIES_TOPIC, key: replyTo, value: text };
}

/** The reply in a record's value (the inverse of `replyRecord`). */
export function readReply(text: string): GateReply {
  const { origin, answer } = JSON.parse(text) as {
    origin: Origin;
    answer: Omit<Answer, 'clock'> & { clock: string | null };
  };
  return { origin, answer: { ...answer, clock: answer.clock === null ? null : parseInstant(answer.clock) } };
}
