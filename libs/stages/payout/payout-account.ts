import { compareCodePoints } from '@ledger/kernel/code-point-order';
import type { Instant } from '@ledger/kernel/instant';
import { add, subtract, ZERO, type AmountMinor } from '@ledger/kernel/money';
import type { ApprovalWait, LineKey } from './payout.decisions';
import type { Payout } from './payouts';

/** Where a line is on its way. */
export const LINE_STATES = ['hold', 'payable', 'in_transit', 'paid'] as const;
export type LineState = (typeof LINE_STATES)[number];

/** A line on its way from hold to paid; it may come back. */
export interface OpenLine extends LineKey {
  readonly account: PayoutAccount;
  readonly amountMinor: AmountMinor;
  readonly clearsAt: Instant;
  /** The earning event of its invoice line; null: a line of the partner's own. */
  readonly earnedAt: Instant | null;
  state: LineState;
}

/** What is owed to a partner in one currency. */
export interface PayoutAccount {
  readonly partner: string;
  readonly currency: string;
  readonly held: Set<OpenLine>;
  readonly payable: Set<OpenLine>;
  payableMinor: AmountMinor;
  /** The proposal that waits for an approval; null: none. */
  proposal: Payout | null;
  /** What was declined: no run proposes exactly these lines again. */
  readonly declined: Payout[];
  /** As it was told last. */
  approval: ApprovalWait | null;
}

export function emptyPayoutAccount(partner: string, currency: string): PayoutAccount {
  const lines = { held: new Set<OpenLine>(), payable: new Set<OpenLine>(), payableMinor: ZERO };
  return { partner, currency, ...lines, proposal: null, declined: [], approval: null };
}

/** Moves a line to another state, within its account. */
export function moveLine(line: OpenLine, to: LineState): void {
  const { account } = line;
  account.held.delete(line);
  if (account.payable.delete(line)) account.payableMinor = subtract(account.payableMinor, line.amountMinor);
  if (to === 'hold') account.held.add(line);
  if (to === 'payable') {
    account.payable.add(line);
    account.payableMinor = add(account.payableMinor, line.amountMinor);
  }
  line.state = to;
}

/** What is in hold and what is payable, in sum. */
export function unpaidMinor({ held, payableMinor }: PayoutAccount): AmountMinor {
  let sum = payableMinor;
  for (const { amountMinor } of held) sum = add(sum, amountMinor);
  return sum;
}

/** Whether an account's payable lines are exactly these. */
export function isPayable({ payable }: PayoutAccount, lines: readonly OpenLine[]): boolean {
  return payable.size === lines.length && lines.every((line) => payable.has(line));
}

/** What approval an account waits for: its proposal's, or the one that was refused for the very lines that are payable. */
export function approvalOf(account: PayoutAccount): ApprovalWait | null {
  if (account.proposal !== null) return 'pending';
  return account.declined.some(({ lines }) => isPayable(account, lines)) ? 'declined' : null;
}

export function compareAccounts(
  a: Pick<PayoutAccount, 'partner' | 'currency'>,
  b: Pick<PayoutAccount, 'partner' | 'currency'>,
): number {
  return compareCodePoints(a.partner, b.partner) || compareCodePoints(a.currency, b.currency);
}

/** The order of the lines within a decision, own ones first: it does not depend on the way on which they came into hold. */
export function compareLines(a: LineKey, b: LineKey): number {
  return (
    compareCodePoints(a.invoice ?? '', b.invoice ?? '') || compareCodePoints(a.line, b.line) || a.lineSeq - b.lineSeq
  );
}

export function lineKeyOf({ invoice, line, lineSeq }: LineKey): LineKey {
  return { invoice, line, lineSeq };
}
