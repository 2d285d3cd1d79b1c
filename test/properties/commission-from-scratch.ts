import type { EventOf, LedgerEvent } from '@ledger/contracts/events';
import { addMonths, parseDate, type CalendarDate } from '@ledger/kernel/calendar';
import type { Instant } from '@ledger/kernel/instant';
import type { ProgramTerms } from '@ledger/program/program-terms';
import type { Duration, Terms } from '@ledger/program/terms';
import type { Credit, CreditSpan } from '@ledger/stages/attribution/attribution.decisions';
import { fractionOf, partOf, rounded, shares, smaller, times } from './exact-arithmetic';
import { PartnersFromScratch, type PartnersBefore } from './partners-from-scratch';

/** What the stages before commission say, in the end. */
export interface Before extends PartnersBefore {
  readonly attributions: ReadonlyMap<
    string,
    { readonly settledAt: Instant | null; readonly spans: readonly CreditSpan[] }
  >;
}

type Invoice = EventOf<'invoice.paid'> | EventOf<'invoice.issued'>;
type Line = Invoice['data']['lines'][number];

/**
 * What the facts demand for every (invoice, line, partner), told from all of them at once and in the plainest way, beside
 * the stage: sentence by sentence of programs.md, section 0. Keys are `invoice line partner`; nothing is left out but 0.
 */
export function demandedFromScratch(
  program: ProgramTerms,
  facts: readonly LedgerEvent[],
  clock: Instant,
  before: Before,
): Map<string, bigint> {
  const book = new Book(program, facts, clock, before);
  const demanded = new Map<string, bigint>();
  for (const invoice of book.invoices) {
    for (const credit of book.creditsOf(invoice)) {
      for (const line of invoice.data.lines) {
        const amount = book.demanded(invoice, line, credit);
        if (amount !== 0n) demanded.set(`${invoice.data.invoice} ${line.line} ${credit.partner}`, amount);
      }
    }
  }
  return demanded;
}

class Book extends PartnersFromScratch {
  readonly invoices: readonly Invoice[];

  constructor(
    program: ProgramTerms,
    facts: readonly LedgerEvent[],
    private readonly clock: Instant,
    private readonly before: Before,
  ) {
    super(program, facts, before);
    const type = program.versions[0]?.earnOn === 'billed' ? 'invoice.issued' : 'invoice.paid';
    this.invoices = this.of(type);
  }

  creditsOf({ data, time }: Invoice): readonly Credit[] {
    const spans = this.before.attributions.get(data.customer)?.spans ?? [];
    return spans.filter(({ fromAt }) => fromAt === null || fromAt <= time).at(-1)?.credits ?? [];
  }

  demanded(invoice: Invoice, line: Line, credit: Credit): bigint {
    const { partner } = credit;
    const at = invoice.time;
    const settledAt = this.before.attributions.get(invoice.data.customer)?.settledAt ?? null;
    const terms = this.version(at, { partner: this.approvedAt(partner), customer: settledAt });
    if (!this.isEarning(invoice) && (line.amount >= 0 || settledAt === null)) return 0n;
    if (!this.mayEarn(partner, invoice)) return 0n;
    const tier = this.tierAt(partner, at, terms);
    const entry = terms.earnings.find(
      (each) =>
        each.kind === line.kind &&
        (each.tier === null || each.tier === tier) &&
        (each.partnerType === null || each.partnerType === this.typeAt(partner, at)) &&
        (each.interval === null || each.interval === (line.interval ?? 'month')),
    );
    if (entry === undefined || this.isAfterChurn(invoice, line)) return 0n;
    const part = partOf(this.within(entry.duration, invoice, line, terms), credit, this.creditsOf(invoice));
    const own = this.ownRate(partner, at, terms, entry.negotiable !== null, fractionOf(entry.rate));
    const rate =
      credit.role === 'influenced' && terms.influence !== null ? times(own, fractionOf(terms.influence.share)) : own;
    const commission = rounded(part * rate.over, rate.under);
    const amount = BigInt(line.amount);
    const left = commission - rounded(commission * this.taken(invoice, line, terms, tier), amount);
    return this.afterClawback(left, invoice, terms, tier);
  }

  private isEarning({ time, data }: Invoice): boolean {
    const settledAt = this.before.attributions.get(data.customer)?.settledAt ?? null;
    const terms = this.version(time, { customer: settledAt === null || settledAt > time ? time : settledAt });
    return data.lines.some(({ kind, amount }) => amount > 0 && terms.earnings.some((entry) => entry.kind === kind));
  }

  private firstEarning(customer: string): Invoice | undefined {
    return this.invoices.find((invoice) => invoice.data.customer === customer && this.isEarning(invoice));
  }

  private isAfterChurn({ time, data }: Invoice, line: Line): boolean {
    const events = this.of('customer.churned', 'customer.activated').filter(
      (event) => event.data.customer === data.customer,
    );
    let churnedAt: Instant | null = null;
    for (const event of events) {
      if (event.type === 'customer.activated' && event.time <= time) churnedAt = null;
      if (event.type === 'customer.churned' && event.time < time) churnedAt ??= event.time;
    }
    if (churnedAt === null) return false;
    const end = line.periodEnd === undefined ? null : parseDate(line.periodEnd);
    return end === null || end > this.program.calendar.dateAt(churnedAt);
  }

  private within(duration: Duration, invoice: Invoice, line: Line, terms: Terms): bigint {
    const amount = BigInt(line.amount);
    if (duration.type === 'lifetime') return amount;
    const { customer } = invoice.data;
    if (duration.type === 'first-payment') {
      const pays = ({ data }: Invoice) => data.lines.some((each) => each.kind === line.kind && each.amount > 0);
      return this.invoices.find((each) => each.data.customer === customer && pays(each)) === invoice ? amount : 0n;
    }
    const { calendar } = this.program;
    const first = this.firstEarning(customer);
    if (first === undefined) return amount;
    const starts = first.data.lines
      .filter(({ kind, amount: each }) => each > 0 && terms.earnings.some((entry) => entry.kind === kind))
      .flatMap(({ periodStart }) => (periodStart === undefined ? [] : [parseDate(periodStart) as CalendarDate]))
      .sort((a, b) => a - b);
    const start = (duration.from === 'first-service' ? starts[0] : undefined) ?? calendar.dateAt(first.time);
    const end = addMonths(start, duration.months);
    if (line.periodStart === undefined) return calendar.dateAt(invoice.time) < end ? amount : 0n;
    const [from, until] = [parseDate(line.periodStart) as number, parseDate(line.periodEnd ?? '') as number];
    const days = Math.max(0, Math.min(until, end) - from);
    return rounded(amount * BigInt(days), BigInt(until - from));
  }

  // What goes back

  private taken(invoice: Invoice, line: Line, terms: Terms, tier: string | null): bigint {
    const about = { invoice: invoice.data.invoice };
    const losses = this.lossesOf(about.invoice);
    const voided = this.of('invoice.voided').some(({ data }) => data.invoice === about.invoice);
    if (losses.includes('all') || (voided && terms.earnOn === 'billed')) return BigInt(line.amount);
    const failed = new Set(this.of('payment.refund_failed').map(({ data }) => data.refund));
    const defers = tier !== null && terms.trueUpTiers.includes(tier);
    const { calendar } = this.program;
    const quarter = calendar.quarterAt(invoice.time);
    const waits = (time: Instant) =>
      defers &&
      time > invoice.time &&
      calendar.quarterAt(time) === quarter &&
      calendar.quarterAt(this.clock) <= quarter;
    const refunds = this.of('payment.refunded').filter(
      ({ data, time }) => data.invoice === about.invoice && !failed.has(data.refund) && !waits(time),
    );
    const named = (id: string) =>
      refunds
        .flatMap(({ data }) => data.lines ?? [])
        .reduce((sum, each) => sum + (each.line === id ? BigInt(each.amount) : 0n), 0n);
    const byName = invoice.data.lines.map(({ line: id, amount }) =>
      amount > 0 ? smaller(named(id), BigInt(amount)) : 0n,
    );
    const left = invoice.data.lines.map(({ amount }, index) => BigInt(amount) - (byName[index] as bigint));
    const unnamed = [...refunds.map(({ data }) => data.amount ?? 0), ...losses].reduce<bigint>(
      (sum, each) => (each === 'all' ? sum : sum + BigInt(each)),
      0n,
    );
    const whole = left.reduce((sum, each) => sum + each, 0n);
    const spread = whole <= 0n ? 0n : smaller(unnamed, whole);
    const index = invoice.data.lines.indexOf(line);
    return (byName[index] as bigint) + (spread === 0n ? 0n : (shares(spread, left)[index] as bigint));
  }

  /** What lost disputes took: an amount, or all. */
  private lossesOf(invoice: string): (number | 'all')[] {
    const closes = new Map<string, EventOf<'dispute.closed'>>();
    for (const close of this.of('dispute.closed'))
      if (close.data.invoice === invoice) closes.set(close.data.dispute, close);
    return [...closes.values()]
      .filter(({ data }) => data.outcome === 'lost')
      .map(({ data }) => {
        const opened = this.of('dispute.opened').find((event) => event.data.dispute === data.dispute);
        return data.amount ?? opened?.data.amount ?? 'all';
      });
  }

  private afterClawback(amount: bigint, invoice: Invoice, terms: Terms, tier: string | null): bigint {
    const rule = terms.clawbacks.find((entry) => entry.tier === null || entry.tier === tier);
    const first = this.firstEarning(invoice.data.customer);
    const churn = this.of('customer.churned').find(
      ({ data, time }) => data.customer === invoice.data.customer && time >= invoice.time,
    );
    if (rule === undefined || first === undefined || churn === undefined) return amount;
    const days = Math.max(0, Math.floor((churn.time - first.time) / 86_400_000));
    if (days > rule.windowDays) return amount;
    if (rule.returns === 'all') return 0n;
    return amount - rounded(amount * BigInt(rule.windowDays - days), BigInt(rule.windowDays));
  }
}
