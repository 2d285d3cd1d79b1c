import { PriorityQueue } from '@ledger/kernel/priority-queue';
import type { Instant } from '@ledger/kernel/instant';
import type { CommissionPosted, LineHold } from '../commission/commission.decisions';
import { EntriesByLine } from '../facts/entries-by-line';
import { emptyPayoutAccount, moveLine, type LineState, type OpenLine, type PayoutAccount } from './payout-account';
import type { LineKey, OwnLinePosted } from './payout.decisions';
import type { Rewind } from './rewind';

/** Every line of a program, by account, by invoice, and by the time at which it clears. */
export class OpenLines {
  private readonly accounts = new Map<string, Map<string, PayoutAccount>>();
  private readonly byInvoice = new Map<string, EntriesByLine<OpenLine>>();
  /** Partner → the lines of its own. */
  private readonly own = new Map<string, EntriesByLine<OpenLine>>();
  /** Invoice → the partners whose lines of it are frozen. */
  private readonly frozen = new Map<string, Set<string>>();
  private readonly clearings = new PriorityQueue<OpenLine>((a, b) => a.clearsAt - b.clearsAt);
  readonly withPayable = new Set<PayoutAccount>();

  constructor(private readonly rewind: Rewind) {}

  allAccounts(): PayoutAccount[] {
    return [...this.accounts.values()].flatMap((accounts) => [...accounts.values()]);
  }

  accountsOf(partner: string): PayoutAccount[] {
    return [...(this.accounts.get(partner)?.values() ?? [])];
  }

  findAccount(partner: string, currency: string): PayoutAccount | undefined {
    return this.accounts.get(partner)?.get(currency);
  }

  /** The lines of an invoice and partner. */
  linesOf(invoice: string, partner: string): OpenLine[] {
    const lines = this.byInvoice.get(invoice)?.all() ?? [];
    return lines.filter(({ account }) => account.partner === partner);
  }

  /** The lines of the partner's own of a name. */
  ownLinesOf(partner: string, line: string): readonly OpenLine[] {
    return this.own.get(partner)?.ofLine(line) ?? [];
  }

  isFrozen({ invoice, account }: OpenLine): boolean {
    return invoice !== null && this.frozen.get(invoice)?.has(account.partner) === true;
  }

  setHolds(invoice: string, partner: string, holds: readonly LineHold[]): void {
    const partners = this.frozen.get(invoice);
    if (holds.length > 0) {
      if (partners === undefined) this.frozen.set(invoice, new Set([partner]));
      else partners.add(partner);
    } else if (partners?.delete(partner) === true && partners.size === 0) this.frozen.delete(invoice);
  }

  add(posted: CommissionPosted, clock: Instant): OpenLine {
    const { invoice, line, lineSeq, amountMinor, clearsAt, earnedAt } = posted;
    const account = this.account(posted.partner, posted.currency);
    const open: OpenLine = { invoice, line, lineSeq, account, amountMinor, clearsAt, earnedAt, state: 'hold' };
    linesUnder(this.byInvoice, invoice).add(open);
    account.held.add(open);
    if (clearsAt > clock) this.clearings.push(open);
    if (this.rewind.isOn) this.rewind.note(() => this.forget(open, invoice));
    return open;
  }

  /** A line of the partner's own has cleared when it is posted. */
  addOwn({ partner, currency, line, lineSeq, amountMinor, clearsAt, reason }: OwnLinePosted): OpenLine {
    const account = this.account(partner, currency);
    const about = { invoice: null, line, lineSeq, account, amountMinor, clearsAt, earnedAt: null };
    const open: OpenLine = { ...about, state: 'hold' };
    linesUnder(this.own, partner).add(open);
    account.held.add(open);
    if (reason !== 'adjustment') this.move(open, 'payable');
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
    if (this.rewind.isOn) this.rewind.note(() => cleared.forEach((line) => this.clearings.push(line)));
    return cleared;
  }

  move(line: OpenLine, to: LineState): void {
    const { account, state: before } = line;
    moveLine(line, to);
    if (account.payable.size > 0) this.withPayable.add(account);
    else this.withPayable.delete(account);
    if (this.rewind.isOn) this.rewind.note(() => this.move(line, before));
  }

  /** The line of a key. RangeError: it was never posted. */
  find({ invoice, line, lineSeq }: LineKey, partner: string): OpenLine {
    const lines = invoice === null ? this.own.get(partner) : this.byInvoice.get(invoice);
    const found = lines?.find(line, withinLine(lineSeq, partner));
    if (found !== undefined) return found;
    throw new RangeError(`no line ${lineSeq} of ${invoice ?? partner}/${line} was posted for partner ${partner}`);
  }

  /** The account of a partner and currency, made if it is not there yet. */
  account(partner: string, currency: string): PayoutAccount {
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

  /** What may be left of it among the clearings is passed over: it is in hold no more. */
  private forget(open: OpenLine, invoice: string): void {
    if (this.byInvoice.get(invoice)?.remove(open) === false) this.byInvoice.delete(invoice);
    moveLine(open, 'paid');
  }
}

function linesUnder(lists: Map<string, EntriesByLine<OpenLine>>, key: string): EntriesByLine<OpenLine> {
  let lines = lists.get(key);
  if (lines === undefined) lists.set(key, (lines = new EntriesByLine(keyOf)));
  return lines;
}

function keyOf({ lineSeq, account }: OpenLine): string {
  return withinLine(lineSeq, account.partner);
}

function withinLine(lineSeq: number, partner: string): string {
  return `${lineSeq} ${partner}`;
}
