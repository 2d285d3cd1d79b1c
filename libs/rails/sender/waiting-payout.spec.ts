import { instant } from '@ledger/kernel/instant';
import { amountMinor } from '@ledger/kernel/money';
import type { IdempotencyKey } from '../sending/payout-keys';
import type { Fence, RequestBody, SendingEvent } from '../sending/sending.events';
import type { TransferId } from '../sending/transfer';
import { MemorySendingLog } from '../testing/memory-sending-log';
import type { OpenPayout } from './open-payout';
import { waitingPayout } from './waiting-payout';

const payout: OpenPayout = {
  program: 'odoopbx',
  payout: 'po-3',
  partner: 'p',
  rail: 'paypal',
  currency: 'EUR',
  netMinor: amountMinor(9_950),
  madeAt: 1n,
  madeAtSeq: 7,
};
const at = instant(0);
const begun: SendingEvent = {
  type: 'AttemptBegun',
  attempt: 1,
  key: 'k:1' as IdempotencyKey,
  body: '{}' as RequestBody,
  fence: 1 as Fence,
  at,
};

describe('why a payout waits for a person', () => {
  const why = async (...events: readonly SendingEvent[]) => {
    const log = new MemorySendingLog();
    await log.append(payout, 0, [begun, ...events]);
    return (await waitingPayout(payout, log, null)).forPerson;
  };

  it('is nothing while something brings it on', async () => {
    expect(await why()).toBeNull();
    expect(await why({ type: 'TransferTold', transfer: 'B1' as TransferId, at })).toBeNull();
  });

  it('is that nobody can tell, or that its rail comes to no end', async () => {
    expect(await why({ type: 'LeftToPerson', at })).toContain('nobody can tell whether the money left');
    const told: SendingEvent = { type: 'TransferTold', transfer: 'B1' as TransferId, at };
    expect(await why(told, { type: 'LeftToPerson', at })).toContain('took the order in as B1');
  });
});
