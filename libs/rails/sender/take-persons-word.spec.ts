import { instant } from '@ledger/kernel/instant';
import { amountMinor } from '@ledger/kernel/money';
import type { PayingRail } from '../rail';
import { idempotencyKey, transferGroup } from '../sending/payout-keys';
import type { Destination, LedgerId, PayoutOrder } from '../sending/payout-order';
import type { Listing } from '../sending/rail-answers';
import { SENDING_TIMES } from '../sending/sending-times';
import type { Fence, RequestBody, SendingEvent } from '../sending/sending.events';
import type { Transfer, TransferId } from '../sending/transfer';
import { MemorySendingLog } from '../testing/memory-sending-log';
import { takePersonsWord } from './take-persons-word';

const DAY_MS = 86_400_000;
const order: PayoutOrder = {
  ledger: 'l7.1' as LedgerId,
  program: 'plixo',
  payout: 'po-3',
  destination: 'acct_p' as Destination,
  amountMinor: amountMinor(9_950),
  currency: 'USD',
};
const begun: SendingEvent = {
  type: 'AttemptBegun',
  attempt: 1,
  key: idempotencyKey(order, 1),
  body: 'amount=9950' as RequestBody,
  fence: 1 as Fence,
  at: instant(0),
};
const person = { by: 'ada', evidence: 'ticket 41' };
const transfer: Transfer = {
  id: 'tr_1' as TransferId,
  group: transferGroup(order),
  destination: order.destination,
  amountMinor: order.amountMinor,
  currency: 'USD',
  reversedMinor: amountMinor(0),
};
const notPaid = { says: 'not_paid', code: 'lost' } as const;

/** A rail that is asked for nothing but a listing. */
function listing(answer: Listing): PayingRail {
  const unasked = () => Promise.reject(new Error('this is not asked'));
  return {
    times: SENDING_TIMES,
    requestBody: () => '' as RequestBody,
    post: unasked,
    read: unasked,
    readiness: unasked,
    list: () => Promise.resolve(answer),
  };
}

describe('the word of a person', () => {
  let log: MemorySendingLog;
  const tools = (answer: Listing) => ({
    rail: listing(answer),
    log,
    times: SENDING_TIMES,
    clock: () => instant(DAY_MS),
  });
  const nothing: Listing = { kind: 'whole', transfers: [] };

  beforeEach(async () => {
    log = new MemorySendingLog();
    await log.append(order, 0, [begun, { type: 'LeftToPerson', at: instant(DAY_MS) }]);
  });

  it('ends a payout that nobody could tell anything of', async () => {
    expect(await takePersonsWord(order, { word: notPaid, person }, tools(nothing))).toBeNull();
    expect(log.events(order).at(-1)).toEqual({ type: 'SendingFailed', code: 'lost', person, at: instant(DAY_MS) });
  });

  it('is not taken where the rail shows that it is not so, and nothing is recorded', async () => {
    const shown: Listing = { kind: 'whole', transfers: [transfer] };
    expect(await takePersonsWord(order, { word: notPaid, person }, tools(shown))).toBe('transfer_stands');
    expect(await takePersonsWord(order, { word: { says: 'send_anew' }, person }, tools(shown))).toBe('transfer_stands');
    expect(log.events(order)).toHaveLength(2);
  });

  it('is not recorded where somebody else went on meanwhile', async () => {
    const raced = {
      read: (of: PayoutOrder) => log.read(of),
      append: () => Promise.resolve(null),
    };
    expect(await takePersonsWord(order, { word: notPaid, person }, { ...tools(nothing), log: raced })).toBe(
      'overtaken',
    );
  });
});
