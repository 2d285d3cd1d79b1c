import { instant } from '@ledger/kernel/instant';
import { amountMinor } from '@ledger/kernel/money';
import type { Attempt, Sending, SendingState } from '../sending/sending';
import type { IdempotencyKey } from '../sending/payout-keys';
import type { RequestBody } from '../sending/sending.events';
import type { TransferId } from '../sending/transfer';
import { contradictionOf, sentThoughFailed, whyRefused } from './contradiction';
import type { MadePayout } from './made-payouts';

const AT = instant(Date.UTC(2027, 0, 2));
const TRANSFER = 'tr_1' as TransferId;
const ATTEMPT: Attempt = {
  ...{ number: 1, key: 'k' as IdempotencyKey, body: '' as RequestBody, begunAt: AT, posts: 1, lastPostAt: AT },
  ...{ lastPost: 'unknown', earlierOpenAt: null, nothingFoundAt: null, told: null },
};

function payout(state: MadePayout['state'], rail: 'stripe' | 'manual' = 'stripe'): MadePayout {
  const where = { madeAtSeq: 1, madeAt: 1n, madeOn: AT, reference: null };
  return {
    program: 'plixo',
    payout: 'po-1',
    partner: 'p',
    rail,
    currency: 'EUR',
    netMinor: amountMinor(100),
    state,
    ...where,
  };
}

const sending = (state: SendingState, attempt: Attempt | null = ATTEMPT): Sending => ({ state, attempt });
const line = (state: 'sent' | 'paid' | 'failed' | 'returned') => ({
  ...{ endToEndId: TRANSFER, amountMinor: amountMinor(100), state },
});

describe('what the ledger was told otherwise than its rail did', () => {
  it.each<[string, MadePayout['state'], Sending, boolean]>([
    ['its transfer was made', 'failed', sending({ name: 'SETTLED', transfer: TRANSFER }), true],
    ['the rail took it in', 'failed', sending({ name: 'TAKEN', transfer: TRANSFER, at: AT }), true],
    ['its request may have paid', 'failed', sending({ name: 'SENDING' }), true],
    ['nobody can tell whether it was paid', 'failed', sending({ name: 'MANUAL' }), true],
    [
      'its request did nothing',
      'failed',
      sending({ name: 'SENDING' }, { ...ATTEMPT, lastPost: 'without_effect' }),
      false,
    ],
    ['nothing was asked for', 'failed', sending({ name: 'NEW' }, null), false],
    ['its rail refused it', 'failed', sending({ name: 'FAILED', code: 'x' }), false],
    ['it was paid, as the ledger says', 'paid', sending({ name: 'SETTLED', transfer: TRANSFER }), false],
  ])('of one by a rail: %s, where the ledger says %s', (_, state, sent, contradicts) => {
    expect(sentThoughFailed(payout(state), sent) !== null).toBe(contradicts);
  });

  it('of one by hand: what the ledger says, what that means, and what to do', () => {
    const failed = payout('failed', 'manual');
    const said = 'the ledger says that it failed (paid_though_failed): it was sent, and is owed again';
    expect(contradictionOf(failed, line('paid'))).toContain(said);
    expect(contradictionOf(failed, line('sent'))).toContain(said);
    expect(contradictionOf(failed, line('failed'))).toBeNull();
    expect(contradictionOf(failed, line('returned'))).toBeNull();
    expect(contradictionOf(payout('paid', 'manual'), line('failed'))).toContain('payout_without_transfer');
    expect(contradictionOf(payout('in_transit', 'manual'), line('paid'))).toBeNull();
  });

  it('of an answer that was refused: as long as the ledger says otherwise', () => {
    expect(whyRefused(payout('failed'), 'payout.settled', 'payout_state')).toContain('answered payout.settled');
    expect(whyRefused(payout('paid'), 'payout.failed', 'payout_state')).toContain('as it was paid by what it was told');
    expect(whyRefused(payout('failed'), 'payout.failed', 'payout_state')).toBeNull();
    expect(whyRefused(payout('returned'), 'payout.settled', 'payout_state')).toBeNull();
    expect(whyRefused(payout('failed'), 'payout.returned', 'payout_state')).toBeNull();
  });
});
