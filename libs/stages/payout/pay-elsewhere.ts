import type { EventOf } from '@ledger/contracts/events';
import { parseInstant, type Instant } from '@ledger/kernel/instant';
import { add, ZERO } from '@ledger/kernel/money';
import { movedWith, released } from './group-by-account';
import { compareAccounts, type OpenLine, type PayoutAccount } from './payout-account';
import type { PayoutBook } from './payout-book';
import type { PayoutAmounts, PayoutDecision, PayoutFigures } from './payout.decisions';

const BY_NO_TERMS: PayoutFigures = { termsVersion: null, feeRate: '0', feeFixedMinor: ZERO, withholding: null };

/**
 * What was earned before a time was paid before this ledger took over: one payout for each partner and currency, whatever
 * holds its lines and whatever their sum; the partners' own lines are not touched (payouts.md, What else moves a balance).
 */
export function* payElsewhere(
  event: EventOf<'payouts.paid_elsewhere'>,
  clock: Instant,
  book: PayoutBook,
): Generator<PayoutDecision> {
  const { partner, until } = event.data;
  const before = parseInstant(until);
  if (before === null) throw new RangeError(`until is no time: ${until}; the gate lets no such event in`);
  const accounts = partner === undefined ? book.lines.allAccounts() : book.lines.accountsOf(partner);
  for (const account of accounts.sort(compareAccounts)) yield* payAccount(account, before, event.time, clock, book);
}

function* payAccount(
  { partner, currency, held, payable }: PayoutAccount,
  before: Instant,
  madeAt: Instant,
  clock: Instant,
  book: PayoutBook,
): Generator<PayoutDecision> {
  const isEarnedBefore = ({ earnedAt }: OpenLine) => earnedAt !== null && earnedAt < before;
  const uncleared = [...held].filter(isEarnedBefore);
  const cleared = [...payable].filter(isEarnedBefore);
  const lines = [...cleared, ...uncleared];
  if (lines.length === 0) return;
  // In the books, what is in hold clears first.
  yield* released(uncleared, clock);
  const grossMinor = lines.reduce((sum, line) => add(sum, line.amountMinor), ZERO);
  const amounts: PayoutAmounts = {
    payout: book.payouts.nextId(),
    partner,
    currency,
    rail: 'external',
    grossMinor,
    feeMinor: ZERO,
    withheldMinor: ZERO,
    netMinor: grossMinor,
    lineCount: lines.length,
  };
  const postedAt = book.periods.postingTimeOf(madeAt);
  yield { type: 'PayoutMade', ...amounts, madeAt, postedAt, paidAtOnce: true, figures: BY_NO_TERMS };
  const journey = { from: 'payable', to: 'paid', movedAt: madeAt, decidedAt: clock } as const;
  yield* movedWith({ amounts }, cleared, journey);
  yield* movedWith({ amounts }, uncleared, { ...journey, hadCleared: false });
}
