import { randomUUID } from 'node:crypto';
import type { JsonFields } from '@ledger/contracts/json-value';
import type { NewEvent, RecordedEvent } from '@ledger/event-store/event-store';
import { formatInstant, parseInstant } from '@ledger/kernel/instant';
import { amountMinor } from '@ledger/kernel/money';
import { readRecorded, recordedType } from '@ledger/runner/log/recorded-kinds';
import type { PayoutName } from '../sending/payout-name';
import type { SendingEvent } from '../sending/sending.events';
import type { BodySeal, SealedBody } from './body-seal';

/**
 * What a sender did, as an event of its payout's stream. Its id is new each time: with one that followed from what it
 * says, two senders that announce the same request would both be told that it is recorded, and both send it.
 */
export async function toRecord(payout: PayoutName, event: SendingEvent, seal: BodySeal): Promise<NewEvent> {
  const { type, at, ...fields } = event;
  const body = event.type === 'AttemptBegun' ? { body: await seal.seal(payout, event.body) } : {};
  const fee = 'feeMinor' in event ? { feeMinor: String(event.feeMinor) } : {};
  const data = { ...fields, ...body, ...fee, at: formatInstant(at) } as unknown as JsonFields;
  return { id: randomUUID(), type: recordedType(type), data, metadata: { ...payout } };
}

/** What a sender did (the inverse of `toRecord`). Throws TypeError for what this build does not know; BodyErased. */
export async function fromRecord(payout: PayoutName, recorded: RecordedEvent, seal: BodySeal): Promise<SendingEvent> {
  const { kind, data } = readRecorded(recorded);
  const said = data['at'];
  const at = typeof said === 'string' ? parseInstant(said) : null;
  if (at === null) throw new TypeError(`${recorded.stream}@${recorded.revision}: ${kind} does not say when`);
  const body = kind === 'AttemptBegun' ? { body: await seal.open(payout, data['body'] as unknown as SealedBody) } : {};
  const told = data['feeMinor'];
  const fee = typeof told === 'string' ? { feeMinor: amountMinor(BigInt(told)) } : {};
  return { ...data, ...body, ...fee, type: kind, at } as unknown as SendingEvent;
}
