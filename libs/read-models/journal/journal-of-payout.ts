import type { AmountMinor } from '@ledger/kernel/money';
import type { Instant } from '@ledger/kernel/instant';
import type {
  PayoutAmounts,
  PayoutFailed,
  PayoutMade,
  PayoutReturned,
  PayoutSettled,
} from '@ledger/stages/payout/payout.decisions';
import { ACCOUNTS, move, type Posting, type PostingKind } from './posting';

/** Made `partner_payable → in_transit`; where the rail answers at once it is paid in the same moment (payouts.md, In the books). */
export function payoutMade(made: PayoutMade): readonly Posting[] {
  const { partner, rail, grossMinor, postedAt, paidAtOnce } = made;
  const [payable, inTransit] = [ACCOUNTS.payable(partner), ACCOUNTS.inTransit(rail)];
  const left = move(payable, inTransit, posting(made, 'payout', postedAt, grossMinor));
  return paidAtOnce ? [...left, ...taken(made, postedAt)] : left;
}

/** Paid, and the difference of fees `rail_fee_variance → cash` (turned round where the rail took less). */
export function payoutSettled(settled: PayoutSettled): readonly Posting[] {
  const { rail, postedAt, feeVarianceMinor } = settled;
  const variance = posting(settled, 'settlement', postedAt, feeVarianceMinor);
  return [...taken(settled, postedAt), ...move(ACCOUNTS.railFeeVariance(rail), ACCOUNTS.cash(rail), variance)];
}

/** The payout turned round. */
export function payoutFailed(failed: PayoutFailed): readonly Posting[] {
  const { partner, rail, grossMinor, postedAt } = failed;
  const [payable, inTransit] = [ACCOUNTS.payable(partner), ACCOUNTS.inTransit(rail)];
  return move(inTransit, payable, posting(failed, 'failure', postedAt, grossMinor));
}

/** Net and what was withheld come back; the fee is the program's (an adjustment takes it from the partner, where the terms say so). */
export function payoutReturned(returned: PayoutReturned): readonly Posting[] {
  const { partner, rail, netMinor, feeMinor, withheldMinor, postedAt } = returned;
  const payable = ACCOUNTS.payable(partner);
  return [
    ...move(ACCOUNTS.cash(rail), payable, posting(returned, 'return', postedAt, netMinor)),
    ...move(ACCOUNTS.railFeeVariance(rail), payable, posting(returned, 'return', postedAt, feeMinor)),
    ...move(ACCOUNTS.taxWithheld, payable, posting(returned, 'return', postedAt, withheldMinor)),
  ];
}

/** Paid `in_transit → cash` (net), `→ rail_fees` (fee), `→ tax_withheld` (withheld). */
function taken(amounts: PayoutAmounts, at: Instant): readonly Posting[] {
  const { rail, netMinor, feeMinor, withheldMinor } = amounts;
  const inTransit = ACCOUNTS.inTransit(rail);
  return [
    ...move(inTransit, ACCOUNTS.cash(rail), posting(amounts, 'settlement', at, netMinor)),
    ...move(inTransit, ACCOUNTS.railFees(rail), posting(amounts, 'settlement', at, feeMinor)),
    ...move(inTransit, ACCOUNTS.taxWithheld, posting(amounts, 'settlement', at, withheldMinor)),
  ];
}

function posting({ payout, currency }: PayoutAmounts, kind: PostingKind, at: Instant, amountMinor: AmountMinor) {
  return { kind, reason: null, about: [payout], at, currency, amountMinor };
}
