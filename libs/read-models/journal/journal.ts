import type { CommissionPosted } from '@ledger/stages/commission/commission.decisions';
import type { LineKey, LinesHeldBack, LinesReleased, OwnLinePosted } from '@ledger/stages/payout/payout.decisions';
import { ACCOUNTS, move, type Posting } from './posting';

/** Accrual `commission_expense → partner_hold`; a reversal is one with the sides turned (programs.md, Double entry). */
export function accrual(posted: CommissionPosted): readonly Posting[] {
  const { partner, invoice, line, lineSeq, reason, currency, postedAt, amountMinor } = posted;
  const about = [partner, invoice, line, lineSeq];
  return move(ACCOUNTS.expense, ACCOUNTS.hold(partner), {
    kind: 'accrual',
    reason,
    about,
    at: postedAt,
    currency,
    amountMinor,
  });
}

/** An adjustment is an accrual; a write-off comes out of its own account, a forfeit turns an accrual round, both payable at once. */
export function ownLine(posted: OwnLinePosted): readonly Posting[] {
  const { partner, line, lineSeq, currency, postedAt, amountMinor, reason } = posted;
  const kind = reason === 'write_off' ? 'write_off' : 'accrual';
  const debited = reason === 'write_off' ? ACCOUNTS.writeOffs : ACCOUNTS.expense;
  const credited = reason === 'adjustment' ? ACCOUNTS.hold(partner) : ACCOUNTS.payable(partner);
  const about = [partner, line, lineSeq];
  return move(debited, credited, { kind, reason, about, at: postedAt, currency, amountMinor });
}

/** Clearing `partner_hold → partner_payable`. */
export function release(released: LinesReleased): readonly Posting[] {
  const { partner, currency, releasedAt, amountMinor, lines } = released;
  const about = [partner, ...firstOf(lines)];
  return move(ACCOUNTS.hold(partner), ACCOUNTS.payable(partner), {
    kind: 'release',
    reason: null,
    about,
    at: releasedAt,
    currency,
    amountMinor,
  });
}

/** Back from payable to hold, for a dispute or a voided activation. */
export function holdBack(heldBack: LinesHeldBack): readonly Posting[] {
  const { partner, currency, heldAt, amountMinor, lines } = heldBack;
  const about = [partner, ...firstOf(lines)];
  return move(ACCOUNTS.payable(partner), ACCOUNTS.hold(partner), {
    kind: 'hold_back',
    reason: null,
    about,
    at: heldAt,
    currency,
    amountMinor,
  });
}

/** The first line names a move among those of its fact. */
function firstOf(lines: readonly LineKey[]): (string | number)[] {
  const [first] = lines;
  if (first === undefined) return [];
  return first.invoice === null ? [first.line, first.lineSeq] : [first.invoice, first.line, first.lineSeq];
}
