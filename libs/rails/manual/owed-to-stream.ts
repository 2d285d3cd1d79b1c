import type { IdempotencyKey } from '../sending/payout-keys';
import type { Sending } from '../sending/sending';
import type { Fence, RequestBody, SendingEvent } from '../sending/sending.events';
import type { BatchLine } from './bank-batch';

/** A line whose bytes were opened, and the key of its attempt. */
export interface OpenedLine extends Omit<BatchLine, 'body'> {
  readonly key: IdempotencyKey;
  readonly body: RequestBody;
}

/** Why the attempt of a batch that was given up did nothing. */
export const GIVEN_UP = 'batch_given_up';

/**
 * What a payout's stream lacks of what the desk knows; nothing: it has all. The desk is written first, so that whoever
 * dies between the two leaves nothing that the next reader does not bring up: the intent with its bytes, then that the
 * batch was sent or given up. What a bank answered the sender reads from the desk by itself.
 */
export function owedToStream({ state, attempt }: Sending, lines: readonly OpenedLine[]): readonly SendingEvent[] {
  const number = attempt?.number ?? 0;
  switch (state.name) {
    case 'NEW':
    case 'REFUSED':
    case 'ALLOWED': {
      const next = lines.find((line) => line.attempt === number + 1);
      return next === undefined ? [] : [begun(next)];
    }
    case 'SENDING': {
      const line = lines.find((each) => each.attempt === number && each.key === attempt?.key);
      return line === undefined ? [] : turned(line);
    }
    default:
      return [];
  }
}

function begun({ attempt, key, body, batchNumber, madeAt }: OpenedLine): SendingEvent {
  return { type: 'AttemptBegun', attempt, key, body, fence: batchNumber as Fence, at: madeAt };
}

function turned({ state, endToEndId, madeAt, turnedAt }: OpenedLine): readonly SendingEvent[] {
  const at = turnedAt ?? madeAt;
  if (state === 'in_batch') return [];
  if (state === 'given_up') return [{ type: 'AttemptRefused', code: GIVEN_UP, at }];
  return [{ type: 'TransferTold', transfer: endToEndId, at }];
}
