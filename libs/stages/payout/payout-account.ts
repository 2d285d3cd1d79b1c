import { compareCodePoints } from '@ledger/kernel/code-point-order';
import type { Instant } from '@ledger/kernel/instant';
import { add, subtract, ZERO, type AmountMinor } from '@ledger/kernel/money';
import type { LineKey } from './payout.decisions';

/** A line that is not paid yet. */
export interface OpenLine extends LineKey {
  readonly account: PayoutAccount;
  readonly amountMinor: AmountMinor;
  readonly clearsAt: Instant;
  state: 'hold' | 'payable';
}

/** What is owed to a partner in one currency. */
export interface PayoutAccount {
  readonly partner: string;
  readonly currency: string;
  readonly held: Set<OpenLine>;
  readonly payable: Set<OpenLine>;
  payableMinor: AmountMinor;
}

export function emptyPayoutAccount(partner: string, currency: string): PayoutAccount {
  return { partner, currency, held: new Set(), payable: new Set(), payableMinor: ZERO };
}

export function holdLine(line: OpenLine): void {
  const { account } = line;
  if (account.payable.delete(line)) account.payableMinor = subtract(account.payableMinor, line.amountMinor);
  account.held.add(line);
  line.state = 'hold';
}

export function releaseLine(line: OpenLine): void {
  const { account } = line;
  account.held.delete(line);
  account.payable.add(line);
  account.payableMinor = add(account.payableMinor, line.amountMinor);
  line.state = 'payable';
}

export function compareAccounts(a: PayoutAccount, b: PayoutAccount): number {
  return compareCodePoints(a.partner, b.partner) || compareCodePoints(a.currency, b.currency);
}

/** The order of the lines within a decision: it does not depend on the way on which they came into hold. */
export function compareLines(a: LineKey, b: LineKey): number {
  return compareCodePoints(a.invoice, b.invoice) || compareCodePoints(a.line, b.line) || a.lineSeq - b.lineSeq;
}

export function lineKeyOf({ invoice, line, lineSeq }: LineKey): LineKey {
  return { invoice, line, lineSeq };
}
