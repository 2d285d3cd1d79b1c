import { formatInstant } from '@ledger/kernel/instant';
import {
  affiliate,
  brings,
  clock,
  disputeClosed,
  disputed,
  paid,
  refunded,
  refundFailed,
} from '../../../test/rules/facts';
import { given, type History } from '../../../test/rules/given';
import type { TrueUpExpected } from './commission.decisions';

const refundedOnce = given('three-tier', affiliate('p', '2025-01-01', 'solution'), brings('p', 'a', '2025-01-02')).when(
  paid('i', 'a', '2025-02-01', 10_000),
  refunded('r', 'i', '2025-03-01', 5000),
);

/** What was told of the true-up of the partner, in its order. */
function told(history: History): string[] {
  return history
    .decisions()
    .filter((decision): decision is TrueUpExpected => decision.type === 'TrueUpExpected')
    .map(({ invoice, partner, amountMinor, dueAt, holds }) =>
      [invoice, partner, amountMinor, formatInstant(dueAt).slice(0, 10), ...holds].join(' '),
    );
}

describe('what the end of a quarter will take back', () => {
  it('R-TRUE-11: is told where a refund waits for it, and ended by the lines that it then posts', async () => {
    expect(told(refundedOnce)).toEqual(['i p -1500 2025-04-01']);
    const over = refundedOnce.when(clock('2025-04-01'));
    expect(told(over)).toEqual(['i p -1500 2025-04-01']);
    expect((await over.ledger()).posted('p')).toEqual(['accrual 3000', 'true_up -1500']);
  });

  it('R-TRUE-12: is told again where it changes, and as 0 where nothing is left of it', () => {
    const changed = refundedOnce.when(refunded('s', 'i', '2025-03-02', 2500));
    expect(told(changed)).toEqual(['i p -1500 2025-04-01', 'i p -2250 2025-04-01']);
    const failed = changed.when(refundFailed('r', '2025-03-03'), refundFailed('s', '2025-03-04'));
    expect(told(failed).slice(2)).toEqual(['i p -750 2025-04-01', 'i p 0 2025-04-01']);
    expect(told(refundedOnce.when(disputeClosed('d', 'i', '2025-03-02', 'lost'))).slice(1)).toEqual([
      'i p 0 2025-04-01',
    ]);
  });

  it('says what will keep it in hold', () => {
    expect(told(refundedOnce.when(disputed('d', 'i', '2025-03-02')))).toEqual([
      'i p -1500 2025-04-01',
      'i p -1500 2025-04-01 dispute',
    ]);
  });
});
