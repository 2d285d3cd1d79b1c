import { instant } from '@ledger/kernel/instant';
import { amountMinor } from '@ledger/kernel/money';
import { idempotencyKey } from '../sending/payout-keys';
import type { Destination, LedgerId, PayoutOrder } from '../sending/payout-order';
import { evolve, NOT_SENT } from '../sending/sending';
import type { Fence, RequestBody, SendingEvent } from '../sending/sending.events';
import type { TransferId } from '../sending/transfer';
import type { SendingLog } from './sending-log';

const order: PayoutOrder = {
  ledger: 'l7.1' as LedgerId,
  program: 'a-b/c é',
  payout: 'po-3',
  destination: 'acct_partner' as Destination,
  amountMinor: amountMinor(9_950),
  currency: 'USD',
};
const at = instant(1_767_225_600_123);
const fence = 7 as Fence;
const person = { by: 'finance', evidence: 'the statement of the bank' };
const transfer = 'tr_1' as TransferId;

const begun: SendingEvent = {
  type: 'AttemptBegun',
  attempt: 1,
  key: idempotencyKey(order, 1),
  body: 'amount=9950&destination=acct_partner&note=é%20+' as RequestBody,
  fence,
  at,
};

/** Each kind, in an order in which they might happen. */
const HISTORY: readonly SendingEvent[] = [
  begun,
  { type: 'PostPutOff', code: 'rate_limit', at },
  { type: 'PostAnnounced', fence, at },
  { type: 'PostUnanswered', why: 'socket hang up', at },
  { type: 'RefusalDoubted', code: 'balance_insufficient', at },
  { type: 'NothingFound', at },
  { type: 'AttemptRefused', code: 'balance_insufficient', at },
  { type: 'LeftToPerson', at },
  { type: 'NewKeyAllowed', person, at },
  { ...begun, attempt: 2, key: idempotencyKey(order, 2) },
  { type: 'TransferTold', transfer, at },
  { type: 'SendingFrozen', because: 'transfer_reversed', at },
  { type: 'SendingFailed', code: 'account_closed', person, at },
  { type: 'SendingSettled', transfer, person: null, at },
  { type: 'SendingSettled', transfer, feeMinor: amountMinor(25), person: null, at },
];

/** What every log of payouts' sending keeps, whatever it is kept in. */
export function keepsSendings(name: string, open: () => Promise<{ log: SendingLog; close(): Promise<void> }>): void {
  describe(`${name}, as a log of sendings`, () => {
    let under: Awaited<ReturnType<typeof open>>;
    beforeEach(async () => {
      under = await open();
    });
    afterEach(() => under.close());

    it('knows nothing of a payout that was never sent', async () => {
      expect(await under.log.read(order)).toEqual({ sending: NOT_SENT, revision: 0 });
    });

    it('tells after each event what its fold tells, the bytes of a request included', async () => {
      for (const [index, event] of HISTORY.entries()) {
        expect(await under.log.append(order, index, [event])).toBe(index + 1);
        const sending = HISTORY.slice(0, index + 1).reduce(evolve, NOT_SENT);
        expect(await under.log.read(order)).toEqual({ sending, revision: index + 1 });
      }
    });

    it('records several events as one', async () => {
      expect(await under.log.append(order, 0, HISTORY.slice(0, 3))).toBe(3);
      expect(await under.log.append(order, 3, HISTORY.slice(3, 5))).toBe(5);
      expect((await under.log.read(order)).revision).toBe(5);
    });

    it('refuses what follows a revision that is not the last, and records nothing of it', async () => {
      await under.log.append(order, 0, [begun]);
      expect(await under.log.append(order, 0, [begun])).toBeNull();
      expect(await under.log.append(order, 2, HISTORY.slice(1, 3))).toBeNull();
      expect((await under.log.read(order)).revision).toBe(1);
    });

    it('tells one of two senders that say the same at the same moment that it may go on', async () => {
      const answers = await Promise.all([under.log.append(order, 0, [begun]), under.log.append(order, 0, [begun])]);
      expect(answers.filter((revision) => revision !== null)).toEqual([1]);
      expect((await under.log.read(order)).revision).toBe(1);
    });

    it('keeps payouts apart, of one program and of two', async () => {
      await under.log.append(order, 0, [begun]);
      for (const other of [{ payout: 'po-33' }, { program: 'a' }, { program: 'a-b', payout: 'c é/po-3' }]) {
        expect(await under.log.read({ ...order, ...other })).toEqual({ sending: NOT_SENT, revision: 0 });
      }
    });
  });
}
