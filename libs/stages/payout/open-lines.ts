import { PriorityQueue } from '@ledger/kernel/priority-queue';
import type { Instant } from '@ledger/kernel/instant';
import type { CommissionPosted, LineHold } from '../commission/commission.decisions';
import { EntriesByLine } from '../facts/entries-by-line';
import { emptyPayoutAccount, holdLine, releaseLine, type OpenLine, type PayoutAccount } from './payout-account';
import type { LineKey, PayoutDecision } from './payout.decisions';

/** Every line that is not paid, by account, by invoice, and by the time at which it clears. */
export class OpenLines {
  private readonly accounts = new Map<string, Map<string, PayoutAccount>>();
  private readonly byInvoice = new Map<string, EntriesByLine<OpenLine>>();
  private readonly frozen = new Set<string>();
  private readonly clearings = new PriorityQueue<OpenLine>((a, b) => a.clearsAt - b.clearsAt);
  readonly withPayable = new Set<PayoutAccount>();

  accountsOf(partner: string): Iterable<PayoutAccount> {
    return this.accounts.get(partner)?.values() ?? [];
  }

  linesOf(invoice: string): readonly OpenLine[] {
    return this.byInvoice.get(invoice)?.all() ?? [];
  }

  isFrozen(invoice: string): boolean {
    return this.frozen.has(invoice);
  }

  setHolds(invoice: string, holds: readonly LineHold[]): void {
    if (holds.length > 0) this.frozen.add(invoice);
    else this.frozen.delete(invoice);
  }

  add(posted: CommissionPosted, clock: Instant): OpenLine {
    const { invoice, line, lineSeq, amountMinor, clearsAt } = posted;
    const account = this.account(posted.partner, posted.currency);
    const open: OpenLine = { invoice, line, lineSeq, account, amountMinor, clearsAt, state: 'hold' };
    holdLine(open);
    this.linesFor(invoice).add(open);
    if (clearsAt > clock) this.clearings.push(open);
    return open;
  }

  /** When the next line clears; undefined: none waits. */
  nextClearing(): Instant | undefined {
    return this.clearings.peek()?.clearsAt;
  }

  /** Takes the lines that clear up to a moment. */
  takeCleared(until: Instant): OpenLine[] {
    const cleared: OpenLine[] = [];
    for (let next = this.clearings.peek(); next !== undefined && next.clearsAt <= until; next = this.clearings.peek()) {
      cleared.push(next);
      this.clearings.pop();
    }
    return cleared;
  }

  evolve(decision: PayoutDecision): void {
    if (decision.type === 'LinesReleased') this.move(decision.lines, decision, releaseLine);
    if (decision.type === 'LinesHeldBack') this.move(decision.lines, decision, holdLine);
    if (decision.type === 'PayoutMade') this.payOut(this.account(decision.partner, decision.currency));
  }

  private move(
    keys: readonly LineKey[],
    owner: { partner: string; currency: string },
    to: (line: OpenLine) => void,
  ): void {
    for (const key of keys) {
      const line = this.find(key, owner.partner);
      if (line !== undefined) to(line);
    }
    const account = this.account(owner.partner, owner.currency);
    if (account.payable.size > 0) this.withPayable.add(account);
    else this.withPayable.delete(account);
  }

  private find(key: LineKey, partner: string): OpenLine | undefined {
    return this.byInvoice.get(key.invoice)?.find(key.line, withinLine(key.lineSeq, partner));
  }

  private payOut(account: PayoutAccount): void {
    for (const line of account.payable) {
      if (!this.linesFor(line.invoice).remove(line)) this.byInvoice.delete(line.invoice);
    }
    account.payable.clear();
    account.payableMinor = 0n as PayoutAccount['payableMinor'];
    this.withPayable.delete(account);
  }

  private linesFor(invoice: string): EntriesByLine<OpenLine> {
    let lines = this.byInvoice.get(invoice);
    if (lines === undefined) {
      lines = new EntriesByLine(keyOf);
      this.byInvoice.set(invoice, lines);
    }
    return lines;
  }

  private account(partner: string, currency: string): PayoutAccount {
    let accounts = this.accounts.get(partner);
    if (accounts === undefined) {
      accounts = new Map();
      this.accounts.set(partner, accounts);
    }
    let account = accounts.get(currency);
    if (account === undefined) {
      account = emptyPayoutAccount(partner, currency);
      accounts.set(currency, account);
    }
    return account;
  }
}

function keyOf({ lineSeq, account }: OpenLine): string {
  return withinLine(lineSeq, account.partner);
}

function withinLine(lineSeq: number, partner: string): string {
  return `${lineSeq} ${partner}`;
}
