import { add, ZERO, type AmountMinor } from '@ledger/kernel/money';
import { EntriesByLine } from '@ledger/stages/facts/entries-by-line';
import type { LineKey } from '@ledger/stages/payout/payout.decisions';
import { compositeKey } from '../changes/composite-key';
import type { AccountKey, RowChange } from '../changes/row-change';
import type { AnomalyRow, InvoiceHoldsRow, MonthSums } from '../rows';
import { memoryLine } from './memory-line';
import {
  linesOf,
  type MemoryAccount,
  type MemoryInvoice,
  type MemoryLine,
  type MemoryMonth,
  type MemoryPartner,
  type MemoryTables,
  type MemoryTotals,
} from './memory-tables';

type Change<K extends RowChange['change']> = Extract<RowChange, { change: K }>;

/** Applies one change to the rows of its program. RangeError: it moves a line that was never posted. */
export function applyChange(tables: MemoryTables, change: RowChange): void {
  const apply = APPLY[change.change] as (tables: MemoryTables, change: RowChange) => void;
  apply(tables, change);
}

/** For every kind of change. */
const APPLY: { readonly [K in RowChange['change']]: (tables: MemoryTables, change: Change<K>) => void } = {
  arrival: applyArrival,
  rejected: (tables, { row: { seq, source, id, eventType, code, detail } }) =>
    void tables.rejected.push({ seq, source, id, eventType, code, detail }),
  'invoice-came': notKept,
  takeback: notKept,
  'sign-up-code': notKept,
  override: notKept,
  'month-closed': notKept,
  // Whoever keeps rows in memory has the terms at hand.
  'terms-version': notKept,
  standing: (tables, standing) => void (partnerOf(tables, standing.partner).standing = standing),
  promotion: (tables, { partner, promotion, rate }) =>
    void Object.assign(partnerOf(tables, partner), { promotion, promotionRate: rate }),
  'customer-counted': (tables, counted) =>
    void partnerOf(tables, counted.partner).customers.set(counted.customer, counted),
  'customer-uncounted': (tables, { partner, customer }) => void partnerOf(tables, partner).customers.delete(customer),
  attribution: (tables, { row }) => void tables.attributions.set(row.customer, row),
  'line-posted': postLine,
  'invoice-holds': (tables, { row }) => setHolds(invoiceOf(tables, row.invoice), row),
  'lines-moved': moveLines,
  balance: addToBalance,
  month: addToMonth,
  'account-approval': (tables, change) => void (accountOf(tables, change).approval = change.approval),
  payout: (tables, { row }) => void tables.payouts.set(row.payout, row),
  'payout-replaced': (tables, { payout }) => void tables.payouts.delete(payout),
  'payout-profile': (tables, { row }) => void (partnerOf(tables, row.partner).profile = row),
  journal: addToTotals,
  anomaly: (tables, { row }) => void tables.anomalies.set(anomalyKey(row), row),
  'anomaly-resolved': (tables, { row }) => void tables.anomalies.delete(anomalyKey(row)),
};

/** What only lists of the API and of ops are made from is kept in Postgres alone. */
function notKept(): void {}

function anomalyKey({ code, invoice, detail }: AnomalyRow): string {
  return compositeKey(code, invoice, detail);
}

function setHolds(invoice: MemoryInvoice, { partner, holds }: InvoiceHoldsRow): void {
  if (holds.length > 0) (invoice.holds ??= new Map()).set(partner, holds);
  else invoice.holds?.delete(partner);
}

function applyArrival(tables: MemoryTables, change: Change<'arrival'>): void {
  tables.arrivals += 1;
  tables.lastSeq = change.seq;
  tables.clock = change.clock;
  if (change.verdict === 'ignored') tables.ignored += 1;
}

function postLine(tables: MemoryTables, { row }: Change<'line-posted'>): void {
  const invoice = linesAbout(tables, row.partner, row.invoice);
  const line = memoryLine(row);
  if (invoice.last === null) invoice.first = line;
  else invoice.last.next = line;
  invoice.last = line;
  invoice.index?.add(line);
}

function moveLines(tables: MemoryTables, change: Change<'lines-moved'>): void {
  for (const key of change.lines) {
    const line = lineOf(linesAbout(tables, change.partner, key.invoice), change.partner, key);
    line.state = change.to;
    line.paidAt = change.paidAt;
    line.payout = change.payout;
  }
}

function addToBalance(tables: MemoryTables, change: Change<'balance'>): void {
  const account = accountOf(tables, change);
  account.holdMinor = add(account.holdMinor, change.holdMinor);
  account.payableMinor = add(account.payableMinor, change.payableMinor);
  account.inTransitMinor = add(account.inTransitMinor, change.inTransitMinor);
}

function addToMonth(tables: MemoryTables, change: Change<'month'>): void {
  const { months } = accountOf(tables, change);
  let month = months.get(change.month);
  if (month === undefined) months.set(change.month, (month = emptyMonth()));
  for (const [column, amountMinor] of Object.entries(change.sums) as [keyof MonthSums, AmountMinor][]) {
    month[column] = add(month[column], amountMinor);
  }
}

function addToTotals(tables: MemoryTables, { postings }: Change<'journal'>): void {
  for (const { currency, debited, credited, amountMinor } of postings) {
    const from = totalsOf(tables, debited, currency);
    from.debitMinor = add(from.debitMinor, amountMinor);
    const to = totalsOf(tables, credited, currency);
    to.creditMinor = add(to.creditMinor, amountMinor);
  }
}

function totalsOf(tables: MemoryTables, account: string, currency: string): MemoryTotals {
  let currencies = tables.totals.get(account);
  if (currencies === undefined) tables.totals.set(account, (currencies = new Map<string, MemoryTotals>()));
  let totals = currencies.get(currency);
  if (totals === undefined) currencies.set(currency, (totals = { debitMinor: ZERO, creditMinor: ZERO }));
  return totals;
}

function lineOf(invoice: MemoryInvoice, partner: string, key: LineKey): MemoryLine {
  const line = nearby(invoice, partner, key) ?? indexOf(invoice).find(key.line, withinLine(partner, key.lineSeq));
  if (line === undefined) {
    throw new RangeError(
      `no line ${key.lineSeq} of ${key.invoice ?? partner}/${key.line} was posted for partner ${partner}`,
    );
  }
  invoice.found = line;
  return line;
}

/** More steps than the lines of most invoices have: there an index would cost more than the walk. */
const LONG_WALK = 16;

function nearby(invoice: MemoryInvoice, partner: string, key: LineKey): MemoryLine | undefined {
  let line = invoice.found ?? invoice.first;
  for (let steps = 0; line !== null && steps < LONG_WALK; steps += 1) {
    if (line.line === key.line && line.lineSeq === key.lineSeq && line.partner === partner) return line;
    line = line.next ?? invoice.first;
  }
  return undefined;
}

function indexOf(invoice: MemoryInvoice): EntriesByLine<MemoryLine> {
  if (invoice.index === null) {
    invoice.index = new EntriesByLine(({ partner, lineSeq }) => withinLine(partner, lineSeq));
    for (const line of linesOf(invoice)) invoice.index.add(line);
  }
  return invoice.index;
}

function withinLine(partner: string, lineSeq: number): string {
  return `${lineSeq} ${partner}`;
}

/** The lines of an invoice, or the partner's own. */
function linesAbout(tables: MemoryTables, partner: string, invoice: string | null): MemoryInvoice {
  return invoice === null ? linesIn(tables.ownLines, partner) : linesIn(tables.invoices, invoice);
}

function invoiceOf(tables: MemoryTables, invoice: string): MemoryInvoice {
  return linesIn(tables.invoices, invoice);
}

function linesIn(lists: Map<string, MemoryInvoice>, key: string): MemoryInvoice {
  let found = lists.get(key);
  if (found === undefined) lists.set(key, (found = { holds: null, first: null, last: null, found: null, index: null }));
  return found;
}

function partnerOf(tables: MemoryTables, partner: string): MemoryPartner {
  let found = tables.partners.get(partner);
  if (found === undefined) tables.partners.set(partner, (found = emptyPartner()));
  return found;
}

function accountOf(tables: MemoryTables, { partner, currency }: AccountKey): MemoryAccount {
  const { accounts } = partnerOf(tables, partner);
  let found = accounts.get(currency);
  if (found === undefined) accounts.set(currency, (found = emptyAccount()));
  return found;
}

function emptyPartner(): MemoryPartner {
  const collections = { customers: new Map(), accounts: new Map() };
  return { standing: null, promotion: null, promotionRate: null, profile: null, ...collections };
}

function emptyAccount(): MemoryAccount {
  return { holdMinor: ZERO, payableMinor: ZERO, inTransitMinor: ZERO, approval: null, months: new Map() };
}

function emptyMonth(): MemoryMonth {
  return {
    accruedMinor: ZERO,
    adjustedMinor: ZERO,
    reversedMinor: ZERO,
    paidMinor: ZERO,
    feesMinor: ZERO,
    withheldMinor: ZERO,
  };
}
