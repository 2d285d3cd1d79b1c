import type { Instant } from '@ledger/kernel/instant';
import { negate, ZERO, type AmountMinor } from '@ledger/kernel/money';
import type { CommissionPosted } from '@ledger/stages/commission/commission.decisions';
import type { LineKey, LinesHeldBack, LinesReleased, PayoutMade } from '@ledger/stages/payout/payout.decisions';

export type PostingKind = 'accrual' | 'release' | 'hold_back' | 'payout' | 'settlement';

/** A posting of the journal: debits one account and credits another with the same amount > 0, so it is balanced. */
export interface Posting {
  readonly kind: PostingKind;
  /** What it moves, such as the key of a line. */
  readonly about: readonly (string | number)[];
  readonly at: Instant;
  readonly currency: string;
  readonly debited: string;
  readonly credited: string;
  readonly amountMinor: AmountMinor;
}

const EXPENSE = 'commission_expense';
const hold = (partner: string) => `partner_hold:${partner}`;
const payable = (partner: string) => `partner_payable:${partner}`;

/** Accrual `commission_expense → partner_hold`; a reversal is one with the sides turned (programs.md, Double entry). */
export function accrual(posted: CommissionPosted): readonly Posting[] {
  const { partner, invoice, line, lineSeq, currency, postedAt, amountMinor } = posted;
  const about = [partner, invoice, line, lineSeq];
  return move(EXPENSE, hold(partner), { kind: 'accrual', about, at: postedAt, currency, amountMinor });
}

/** Clearing `partner_hold → partner_payable`. */
export function release(released: LinesReleased): readonly Posting[] {
  const { partner, currency, releasedAt, amountMinor, lines } = released;
  const about = [partner, ...firstOf(lines)];
  return move(hold(partner), payable(partner), { kind: 'release', about, at: releasedAt, currency, amountMinor });
}

/** Back from payable to hold, for a dispute or a voided activation. */
export function holdBack(heldBack: LinesHeldBack): readonly Posting[] {
  const { partner, currency, heldAt, amountMinor, lines } = heldBack;
  const about = [partner, ...firstOf(lines)];
  return move(payable(partner), hold(partner), { kind: 'hold_back', about, at: heldAt, currency, amountMinor });
}

/** Payout `partner_payable → in_transit`, then `in_transit → cash + rail_fees` once the rail took it. */
export function payoutAndSettlement(made: PayoutMade): readonly Posting[] {
  const { payout, partner, currency, madeAt, rail, grossMinor, feeMinor, netMinor } = made;
  const inTransit = `in_transit:${rail}`;
  const common = { about: [payout], at: madeAt, currency };
  return [
    ...move(payable(partner), inTransit, { kind: 'payout', ...common, amountMinor: grossMinor }),
    ...move(inTransit, `cash:${rail}`, { kind: 'settlement', ...common, amountMinor: netMinor }),
    ...move(inTransit, `rail_fees:${rail}`, { kind: 'settlement', ...common, amountMinor: feeMinor }),
  ];
}

/** The first line names a move among those of its fact. */
function firstOf(lines: readonly LineKey[]): (string | number)[] {
  const [first] = lines;
  return first === undefined ? [] : [first.invoice, first.line, first.lineSeq];
}

/** Debits `from` and credits `to`; a negative amount turns the sides, and nothing is no posting. */
function move(from: string, to: string, posting: Omit<Posting, 'debited' | 'credited'>): readonly Posting[] {
  const { kind, about, at, currency, amountMinor } = posting;
  if (amountMinor === ZERO) return [];
  // Not by a spread: V8 gives an object that is spread first and added to then a hidden class of its own.
  if (amountMinor > ZERO) return [{ kind, about, at, currency, debited: from, credited: to, amountMinor }];
  return [{ kind, about, at, currency, debited: to, credited: from, amountMinor: negate(amountMinor) }];
}
