import { parseInstant, type Instant } from '@ledger/kernel/instant';
import { formatMonth, formatQuarter, quarterOfMonth, type Month } from '@ledger/kernel/calendar';
import type { ProgramTerms } from '@ledger/program/program-terms';
import type { AttributionChanged, Credit } from '@ledger/stages/attribution/attribution.decisions';
import type { CommissionPosted } from '@ledger/stages/commission/commission.decisions';
import type { LedgerEntry } from '../../ledger-entry';
import type { Metric } from '../metrics';

/** A metric as docs/figures.md defines it, computed in memory from one program's facts and what the engine said of them. */
export interface RecomputedMetric {
  readonly period: string;
  readonly metric: Metric;
  readonly currency: string | null;
  readonly value: string | null;
}

interface Fact {
  readonly type: string;
  readonly at: Instant;
  readonly data: Readonly<Record<string, unknown>>;
}

interface Told {
  readonly facts: readonly Fact[];
  readonly attributions: readonly AttributionChanged[];
  readonly approvals: ReadonlyMap<string, Instant>;
  readonly posted: readonly CommissionPosted[];
  readonly clock: Instant;
  readonly terms: ProgramTerms;
}

/** All metrics of a program in all periods, in no order. */
export function recomputedMetrics(entries: readonly LedgerEntry[], terms: ProgramTerms): RecomputedMetric[] {
  const told = toldOf(
    entries.filter(({ program }) => program === terms.name),
    terms,
  );
  return [...moneyMetrics(told), ...countMetrics(told)];
}

function toldOf(entries: readonly LedgerEntry[], terms: ProgramTerms): Told {
  const attributions = new Map<string, AttributionChanged>();
  const approvals = new Map<string, Instant>();
  const posted = new Map<string, CommissionPosted>();
  const facts: Fact[] = [];
  let clock = 0 as Instant;
  for (const entry of entries) {
    if ('arrival' in entry && entry.arrival.verdict.type === 'accepted') {
      clock = entry.arrival.clock ?? clock;
      const event = entry.kept?.event ?? {};
      const at = parseInstant(String(event['time'])) as Instant;
      facts.push({ type: String(event['type']), at, data: event['data'] as Fact['data'] });
    }
    if (!('decision' in entry)) continue;
    const { decision } = entry;
    if (decision.type === 'AttributionChanged') attributions.set(decision.customer, decision);
    if (decision.type === 'CommissionPosted')
      posted.set(JSON.stringify([decision.partner, decision.invoice, decision.line]), decision);
    if (decision.type === 'PartnerStandingChanged' && decision.approvedAt !== null)
      approvals.set(decision.partner, decision.approvedAt);
  }
  return { facts, attributions: [...attributions.values()], approvals, posted: [...posted.values()], clock, terms };
}

/** Sums by period and currency. */
class Sums {
  readonly values = new Map<string, { period: string; currency: string; sum: bigint }>();

  add(period: string, currency: string, amount: bigint): void {
    const key = JSON.stringify([period, currency]);
    const before = this.values.get(key)?.sum ?? 0n;
    this.values.set(key, { period, currency, sum: before + amount });
  }

  of(period: string, currency: string): bigint {
    return this.values.get(JSON.stringify([period, currency]))?.sum ?? 0n;
  }
}

interface MoneySums {
  readonly revenue: Sums;
  readonly sourced: Sums;
  readonly influenced: Sums;
  /** The sourced ones of each partner. */
  readonly ofPartner: ReadonlyMap<string, Sums>;
  /** Nothing, in every period and currency in which there is anything. */
  readonly any: Sums;
}

function moneyMetrics(told: Told): RecomputedMetric[] {
  const sums = moneySums(told);
  return [...sums.any.values.values()].flatMap(({ period, currency }) => metricsOf(sums, period, currency));
}

function moneySums(told: Told): MoneySums {
  const [revenue, sourced, influenced, any] = [new Sums(), new Sums(), new Sums(), new Sums()];
  const ofPartner = new Map<string, Sums>();
  const addTo = (sums: Sums, at: Instant, currency: string, amount: bigint) => {
    for (const period of periodsOf(at, told)) {
      sums.add(period, currency, amount);
      any.add(period, currency, 0n);
    }
  };
  const earning = told.terms.versions[0]?.earnOn === 'billed' ? 'invoice.issued' : 'invoice.paid';
  for (const { at, data } of told.facts.filter(({ type }) => type === earning)) {
    const lines = (data['lines'] as { kind: string; amount: number }[]).filter(({ kind }) => kind !== 'tax');
    const sum = lines.reduce((total, { amount }) => total + BigInt(amount), 0n);
    addTo(revenue, at, String(data['currency']), sum);
  }
  for (const { partner, customer, baseMinor, currency, earnedAt } of told.posted) {
    const credit = creditsAt(told, customer, earnedAt).find((each) => each.partner === partner);
    if (credit === undefined) continue;
    addTo(credit.role === 'sourced' ? sourced : influenced, earnedAt, currency, baseMinor);
    if (credit.role !== 'sourced' || baseMinor === 0n) continue;
    const own = ofPartner.get(partner) ?? new Sums();
    ofPartner.set(partner, own);
    addTo(own, earnedAt, currency, baseMinor);
  }
  return { revenue, sourced, influenced, ofPartner, any };
}

function metricsOf(sums: MoneySums, period: string, currency: string): RecomputedMetric[] {
  const [all, sourced, influenced] = [sums.revenue, sums.sourced, sums.influenced].map((each) =>
    each.of(period, currency),
  ) as [bigint, bigint, bigint];
  const bases = [...sums.ofPartner.values()].flatMap(({ values }) => {
    const found = values.get(JSON.stringify([period, currency]));
    return found === undefined ? [] : [found.sum];
  });
  const total = bases.reduce((sum, each) => sum + each, 0n);
  const top = bases.sort((a, b) => Number(b - a)).slice(0, Math.ceil(bases.length / 10));
  const topSum = top.reduce((sum, each) => sum + each, 0n);
  const value = (metric: Metric, of: string | null) => ({ period, currency, metric, value: of });
  const ofPartners = [
    value('average_partner_revenue', ratio(total, BigInt(bases.length), 0)),
    value('top_decile_concentration', ratio(topSum, total, 4)),
  ];
  return [
    value('revenue', String(all)),
    value('sourced_revenue', String(sourced)),
    value('sourced_share', ratio(sourced, all, 4)),
    value('influenced_revenue', String(influenced)),
    value('influenced_share', ratio(influenced, all, 4)),
    ...(bases.length === 0 ? [] : ofPartners),
  ];
}

/** Of how many in a period how many. */
class Shares {
  private readonly counts = new Map<string, { of: bigint; are: bigint }>();

  constructor(private readonly metric: Metric) {}

  count(periods: readonly string[], isSo: boolean): void {
    for (const period of periods) {
      const { of, are } = this.counts.get(period) ?? { of: 0n, are: 0n };
      this.counts.set(period, { of: of + 1n, are: are + (isSo ? 1n : 0n) });
    }
  }

  metrics(): RecomputedMetric[] {
    const { metric } = this;
    return [...this.counts].map(([period, { of, are }]) => ({
      period,
      currency: null,
      metric,
      value: ratio(are, of, 4),
    }));
  }
}

function countMetrics(told: Told): RecomputedMetric[] {
  const attach = new Shares('attach_rate');
  for (const { customer, settledAt } of told.attributions) {
    if (settledAt !== null) attach.count(periodsOf(settledAt, told), creditsAt(told, customer, told.clock).length > 0);
  }
  return [...attach.metrics(), ...activation(told), ...winRates(told)];
}

function activation(told: Told): RecomputedMetric[] {
  const shares = new Shares('activation_rate');
  const waits = new Map<string, number[]>();
  const sentIn = new Set(['referral.submitted', 'deal.registered', 'account.protected']);
  for (const [partner, approvedAt] of told.approvals) {
    const claims = told.attributions.flatMap(({ introductions }) => introductions);
    const times = [
      ...claims.filter((each) => each.partner === partner && each.claim !== 'touchpoint').map((each) => each.claimedAt),
      ...told.facts.filter(({ type, data }) => sentIn.has(type) && data['partner'] === partner).map(({ at }) => at),
    ].filter((at) => at >= approvedAt);
    shares.count(periodsOf(approvedAt, told), times.length > 0);
    if (times.length === 0) continue;
    for (const period of periodsOf(approvedAt, told))
      waits.set(period, [...(waits.get(period) ?? []), Math.min(...times) - approvedAt]);
  }
  const medians = [...waits].map(([period, each]) => {
    const sorted = each.sort((a, b) => a - b);
    const middle = sorted.length / 2;
    const [low = 0, high = 0] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
    const value = ratio(BigInt(low + high), 2n * 86_400_000n, 4);
    return { period, currency: null, metric: 'time_to_first_referral' as const, value };
  });
  return [...shares.metrics(), ...medians];
}

function winRates(told: Told): RecomputedMetric[] {
  const [won, without] = [new Shares('win_rate'), new Shares('win_rate_without_partner')];
  for (const about of told.attributions) countSales(about, told, won);
  for (const about of told.attributions)
    if (about.settledAt !== null && isUncredited(about.customer, told))
      without.count(periodsOf(about.settledAt, told), true);
  const known = new Map(told.attributions.map((each) => [each.customer, each]));
  const gone = told.facts.filter(({ type }) => type === 'customer.churned').map(({ data }) => String(data['customer']));
  for (const customer of new Set(gone)) {
    const isClosed = (known.get(customer)?.settledAt ?? null) !== null;
    const isLost = !isClosed && isUncredited(customer, told);
    if (isLost) without.count(periodsOf(churnedAt(customer, told), told), false);
  }
  return [...won.metrics(), ...without.metrics()];
}

/** What became of each partner's leads and registrations for a customer. */
function countSales(about: AttributionChanged, told: Told, won: Shares): void {
  const { customer, settledAt, introductions } = about;
  const sales = introductions.filter(({ claim }) => claim === 'lead' || claim === 'registration');
  for (const partner of new Set(sales.flatMap((each) => each.partner ?? []))) {
    const own = sales.filter((each) => each.partner === partner);
    const first = Math.min(...own.map(({ claimedAt }) => claimedAt));
    const decidedAt = settledAt === null ? lostAt(own, customer, told) : Math.max(settledAt, first);
    if (decidedAt === Infinity) continue;
    const isCredited = creditsAt(told, customer, told.clock).some((each) => each.partner === partner);
    won.count(periodsOf(decidedAt as Instant, told), settledAt !== null && isCredited);
  }
}

/** When all of them could not count any more, or the customer went; Infinity: neither. */
function lostAt(claims: AttributionChanged['introductions'], customer: string, told: Told): number {
  const ends = claims.map(({ barred, endsAt, claimedAt }) => (barred === null ? (endsAt ?? Infinity) : claimedAt));
  const isDead = claims.every(({ barred }, n) => barred !== null || (ends[n] ?? Infinity) <= told.clock);
  return Math.min(isDead ? Math.max(...ends) : Infinity, churnedAt(customer, told));
}

function isUncredited(customer: string, told: Told): boolean {
  return creditsAt(told, customer, told.clock).length === 0;
}

function churnedAt(customer: string, { facts }: Told): Instant {
  const churns = facts.filter(({ type, data }) => type === 'customer.churned' && data['customer'] === customer);
  return Math.min(...churns.map(({ at }) => at)) as Instant;
}

function creditsAt({ attributions }: Told, customer: string, at: Instant): readonly Credit[] {
  const spans = attributions.find((each) => each.customer === customer)?.spans ?? [];
  return spans.findLast(({ fromAt }) => fromAt === null || fromAt <= at)?.credits ?? [];
}

function periodsOf(at: Instant, { terms }: Told): readonly string[] {
  const month: Month = terms.calendar.monthAt(at);
  return [formatMonth(month), formatQuarter(quarterOfMonth(month)), formatMonth(month).slice(0, 4), 'all'];
}

/** A quotient, rounded half away from zero, as Postgres writes it; null where there is nothing to divide by. */
function ratio(part: bigint, whole: bigint, decimals: number): string | null {
  if (whole === 0n) return null;
  const scale = 10n ** BigInt(decimals);
  const isBelow = part < 0n !== whole < 0n && part !== 0n;
  const [up, down] = [part < 0n ? -part : part, whole < 0n ? -whole : whole];
  const rounded = (2n * up * scale + down) / (2n * down);
  const digits = rounded.toString().padStart(decimals + 1, '0');
  const text = decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
  return isBelow && rounded !== 0n ? `-${text}` : text;
}
