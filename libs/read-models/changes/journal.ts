import type { Instant } from '@ledger/kernel/instant';
import { negate, ZERO, type AmountMinor } from '@ledger/kernel/money';
import type { CommissionPosted } from '@ledger/stages/commission/commission.decisions';
import type { LineKey, LinesHeldBack, LinesReleased, PayoutMade } from '@ledger/stages/payout/payout.decisions';

export type TransactionKind = 'accrual' | 'release' | 'hold_back' | 'payout' | 'settlement';

/** One side of a transaction: an account is debited or credited with an amount > 0. */
export interface Leg {
  readonly account: string;
  readonly side: 'debit' | 'credit';
  readonly amountMinor: AmountMinor;
}

/** A balanced transaction of the journal in one currency: the debits are as much as the credits. */
export interface Transaction {
  readonly kind: TransactionKind;
  /** Names it within its fact and kind. */
  readonly about: readonly (string | number)[];
  readonly at: Instant;
  readonly currency: string;
  readonly legs: readonly Leg[];
}

const EXPENSE = 'commission_expense';
const hold = (partner: string) => `partner_hold:${partner}`;
const payable = (partner: string) => `partner_payable:${partner}`;

/** Accrual `commission_expense → partner_hold`; a reversal is one with the sides turned (programs.md, Double entry). */
export function accrual(posted: CommissionPosted): Transaction {
  const { partner, invoice, line, lineSeq, currency, postedAt, amountMinor } = posted;
  const legs = transfer(EXPENSE, hold(partner), amountMinor);
  return { kind: 'accrual', about: [partner, invoice, line, lineSeq], at: postedAt, currency, legs };
}

/** Clearing `partner_hold → partner_payable`. */
export function release(released: LinesReleased): Transaction {
  const { partner, currency, releasedAt, amountMinor, lines } = released;
  const legs = transfer(hold(partner), payable(partner), amountMinor);
  return { kind: 'release', about: [partner, currency, ...firstOf(lines)], at: releasedAt, currency, legs };
}

/** Back from payable to hold, for a dispute or a voided activation. */
export function holdBack(heldBack: LinesHeldBack): Transaction {
  const { partner, currency, heldAt, amountMinor, lines } = heldBack;
  const legs = transfer(payable(partner), hold(partner), amountMinor);
  return { kind: 'hold_back', about: [partner, currency, ...firstOf(lines)], at: heldAt, currency, legs };
}

/** Payout `partner_payable → in_transit`, and `in_transit → cash + rail_fees` once the rail took it. */
export function payoutAndSettlement(made: PayoutMade): readonly Transaction[] {
  const { payout, partner, currency, madeAt, rail, grossMinor, feeMinor, netMinor } = made;
  const inTransit = `in_transit:${rail}`;
  const common = { about: [payout], at: madeAt, currency };
  const settled = [
    debit(inTransit, grossMinor),
    credit(`cash:${rail}`, netMinor),
    credit(`rail_fees:${rail}`, feeMinor),
  ];
  return [
    { kind: 'payout', ...common, legs: transfer(payable(partner), inTransit, grossMinor) },
    { kind: 'settlement', ...common, legs: settled.filter((leg) => leg.amountMinor !== ZERO) },
  ];
}

/** The first line names a move among those of its fact. */
function firstOf(lines: readonly LineKey[]): (string | number)[] {
  const [first] = lines;
  return first === undefined ? [] : [first.invoice, first.line, first.lineSeq];
}

/** Debits `from` and credits `to`; a negative amount turns the sides, none leaves no legs. */
function transfer(from: string, to: string, amountMinor: AmountMinor): readonly Leg[] {
  if (amountMinor === ZERO) return [];
  if (amountMinor < ZERO) return transfer(to, from, negate(amountMinor));
  return [debit(from, amountMinor), credit(to, amountMinor)];
}

function debit(account: string, amountMinor: AmountMinor): Leg {
  return { account, side: 'debit', amountMinor };
}

function credit(account: string, amountMinor: AmountMinor): Leg {
  return { account, side: 'credit', amountMinor };
}
