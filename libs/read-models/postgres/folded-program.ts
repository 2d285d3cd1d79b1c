import { add, ZERO, type AmountMinor } from '@ledger/kernel/money';
import type { Instant } from '@ledger/kernel/instant';
import type { LineState } from '@ledger/stages/payout/payout-account';
import type { LineKey } from '@ledger/stages/payout/payout.decisions';
import { compositeKey } from '../changes/composite-key';
import type { AccountKey, RowChange, StandingColumns } from '../changes/row-change';
import type {
  AccountRow,
  AnomalyRow,
  AttributionRow,
  ClosedMonthRow,
  CountedCustomerRow,
  InvoiceHoldsRow,
  InvoiceRow,
  LineRow,
  MonthSums,
  OverrideRow,
  PayoutProfileRow,
  PayoutRow,
  SignUpCodeRow,
  StatementMonthRow,
  TakebackRow,
  TermsVersionRow,
  TrialBalanceRow,
} from '../rows';
import type { Posting } from '../changes/posting';
import { FoldedRejections } from './folded-rejections';

type Change<K extends RowChange['change']> = Extract<RowChange, { change: K }>;
type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** A line posted in this batch. */
export type NewLine = Mutable<LineRow>;

/** A line of an earlier batch, with the state in which this batch leaves it. */
export interface MovedLine extends AccountKey, LineKey {
  /** The state in which the earlier batches left it. */
  readonly before: LineState;
  state: LineState;
  paidAt: Instant | null;
  payout: string | null;
}

/** A customer that a batch counted (`row`) or no longer counts (null). */
export interface CountedChange {
  readonly partner: string;
  readonly customer: string;
  readonly row: CountedCustomerRow | null;
}

/** A posting made by the fact at `seq`. */
export interface PostingRow {
  readonly seq: number;
  readonly posting: Posting;
}

/**
 * What the entries of a batch come to for one program: one row per key, the outcome of applying them one by one.
 * Balances, month sums and totals are what the batch adds.
 */
export class FoldedProgram {
  readonly arrivals = { clock: null as Instant | null, arrivals: 0, accepted: 0, ignored: 0, lastSeq: 0 };
  /** By number, in their order. */
  readonly termsVersions = new Map<number, TermsVersionRow>();
  /** Whether the program's terms begin in this batch. */
  termsBegin = false;
  readonly standings = new Map<string, StandingColumns>();
  readonly promotions = new Map<string, Change<'promotion'>>();
  readonly counted = new Map<string, CountedChange>();
  readonly attributions = new Map<string, AttributionRow>();
  readonly newLines = new Map<string, NewLine>();
  readonly movedLines = new Map<string, MovedLine>();
  readonly invoiceHolds = new Map<string, InvoiceHoldsRow>();
  readonly balances = new Map<string, Mutable<AccountRow>>();
  readonly months = new Map<string, Mutable<StatementMonthRow>>();
  readonly approvals = new Map<string, Change<'account-approval'>>();
  /** Null: a proposal that was replaced. */
  readonly payouts = new Map<string, PayoutRow | null>();
  readonly profiles = new Map<string, PayoutProfileRow>();
  readonly totals = new Map<string, Mutable<TrialBalanceRow>>();
  readonly postings: PostingRow[] = [];
  readonly rejections = new FoldedRejections();
  readonly invoices = new Map<string, InvoiceRow>();
  readonly takebacks: TakebackRow[] = [];
  readonly signUpCodes: SignUpCodeRow[] = [];
  readonly overrides: OverrideRow[] = [];
  readonly closedMonths: ClosedMonthRow[] = [];
  readonly anomalies = new Map<string, { readonly row: AnomalyRow; readonly resolved: boolean }>();

  constructor(readonly program: string) {}

  /** Applies one change made by the fact at `seq`. */
  apply(seq: number, change: RowChange): void {
    const apply = APPLY[change.change] as (folded: FoldedProgram, change: RowChange, seq: number) => void;
    apply(this, change, seq);
  }
}

/** For every kind of change. */
const APPLY: { readonly [K in RowChange['change']]: (folded: FoldedProgram, change: Change<K>, seq: number) => void } =
  {
    arrival: countArrival,
    rejected: ({ rejections }, { row }) => rejections.add(row),
    'invoice-came': ({ invoices }, { row }) => void (invoices.has(row.invoice) || invoices.set(row.invoice, row)),
    takeback: ({ takebacks }, { row }) => void takebacks.push(row),
    'sign-up-code': ({ signUpCodes }, { row }) => void signUpCodes.push(row),
    override: ({ overrides }, { row }) => void overrides.push(row),
    'month-closed': ({ closedMonths }, { row }) => void closedMonths.push(row),
    'terms-version': addTermsVersion,
    standing: ({ standings }, standing) => void standings.set(standing.partner, standing),
    promotion: ({ promotions }, promotion) => void promotions.set(promotion.partner, promotion),
    'customer-counted': ({ counted }, row) =>
      void counted.set(compositeKey(row.partner, row.customer), { partner: row.partner, customer: row.customer, row }),
    'customer-uncounted': ({ counted }, { partner, customer }) =>
      void counted.set(compositeKey(partner, customer), { partner, customer, row: null }),
    attribution: ({ attributions }, { row }) => void attributions.set(row.customer, row),
    'line-posted': ({ newLines }, { row }) => void newLines.set(lineKey(row.partner, row), { ...row }),
    'invoice-holds': ({ invoiceHolds }, { row }) => void invoiceHolds.set(compositeKey(row.invoice, row.partner), row),
    'lines-moved': moveLines,
    balance: addToBalance,
    month: addToMonth,
    'account-approval': ({ approvals }, change) =>
      void approvals.set(compositeKey(change.partner, change.currency), change),
    payout: ({ payouts }, { row }) => void payouts.set(row.payout, row),
    'payout-replaced': ({ payouts }, { payout }) => void payouts.set(payout, null),
    'payout-profile': ({ profiles }, { row }) => void profiles.set(row.partner, row),
    journal: addPostings,
    anomaly: ({ anomalies }, { row }) => void anomalies.set(anomalyKey(row), { row, resolved: false }),
    'anomaly-resolved': ({ anomalies }, { row }) => void anomalies.set(anomalyKey(row), { row, resolved: true }),
  };

function countArrival(
  { program, arrivals, rejections }: FoldedProgram,
  { seq, clock, verdict, source, id }: Change<'arrival'>,
): void {
  arrivals.clock = clock;
  arrivals.lastSeq = seq;
  arrivals.arrivals += 1;
  if (verdict === 'ignored') arrivals.ignored += 1;
  if (verdict !== 'accepted') return;
  arrivals.accepted += 1;
  rejections.accept({ program, source, id, seq });
}

function addTermsVersion(folded: FoldedProgram, { row }: Change<'terms-version'>): void {
  if (row.version === 1) {
    folded.termsBegin = true;
    folded.termsVersions.clear();
  }
  folded.termsVersions.set(row.version, row);
}

function anomalyKey({ code, invoice, detail }: AnomalyRow): string {
  return compositeKey(code, invoice, detail);
}

function moveLines(folded: FoldedProgram, change: Change<'lines-moved'>): void {
  const { partner, currency, from, to, paidAt, payout } = change;
  for (const key of change.lines) {
    const line = lineOf(folded, { partner, currency }, key, from);
    line.state = to;
    line.paidAt = paidAt;
    line.payout = payout;
  }
}

function addToBalance({ balances }: FoldedProgram, change: Change<'balance'>): void {
  const { partner, currency, holdMinor, payableMinor, inTransitMinor } = change;
  const empty = () => ({ partner, currency, holdMinor: ZERO, payableMinor: ZERO, inTransitMinor: ZERO });
  const sums = rowOf(balances, compositeKey(partner, currency), empty);
  sums.holdMinor = add(sums.holdMinor, holdMinor);
  sums.payableMinor = add(sums.payableMinor, payableMinor);
  sums.inTransitMinor = add(sums.inTransitMinor, inTransitMinor);
}

function addToMonth({ months }: FoldedProgram, { partner, currency, month, sums }: Change<'month'>): void {
  const empty = () => ({ partner, currency, month, ...noSums() });
  const row = rowOf(months, compositeKey(partner, currency, String(month)), empty);
  for (const [column, amountMinor] of Object.entries(sums) as [keyof MonthSums, AmountMinor][]) {
    row[column] = add(row[column], amountMinor);
  }
}

function addPostings(folded: FoldedProgram, { postings }: Change<'journal'>, seq: number): void {
  for (const posting of postings) {
    const { debited, credited, currency, amountMinor } = posting;
    folded.postings.push({ seq, posting });
    const from = totalsOf(folded, debited, currency);
    from.debitMinor = add(from.debitMinor, amountMinor);
    const to = totalsOf(folded, credited, currency);
    to.creditMinor = add(to.creditMinor, amountMinor);
  }
}

function totalsOf({ totals }: FoldedProgram, account: string, currency: string): Mutable<TrialBalanceRow> {
  const empty = () => ({ account, currency, debitMinor: ZERO, creditMinor: ZERO });
  return rowOf(totals, compositeKey(account, currency), empty);
}

/** The row of a key; what `empty` makes becomes it where there is none. */
function rowOf<R>(rows: Map<string, R>, key: string, empty: () => R): R {
  let row = rows.get(key);
  if (row === undefined) rows.set(key, (row = empty()));
  return row;
}

/** `before`: where a line of an earlier batch comes from, if this is its first move. */
function lineOf(
  folded: FoldedProgram,
  account: AccountKey,
  key: LineKey,
  before: MovedLine['before'],
): NewLine | MovedLine {
  const name = lineKey(account.partner, key);
  const touched = folded.newLines.get(name) ?? folded.movedLines.get(name);
  if (touched !== undefined) return touched;
  const { invoice, line, lineSeq } = key;
  const keyed = { invoice, line, lineSeq, ...account };
  const moved: MovedLine = { ...keyed, before, state: before, paidAt: null, payout: null };
  folded.movedLines.set(name, moved);
  return moved;
}

function lineKey(partner: string, { invoice, line, lineSeq }: LineKey): string {
  return compositeKey(partner, invoice ?? '', line, String(lineSeq));
}

function noSums(): MonthSums {
  const moved = { accruedMinor: ZERO, adjustedMinor: ZERO, reversedMinor: ZERO };
  return { ...moved, paidMinor: ZERO, feesMinor: ZERO, withheldMinor: ZERO };
}
