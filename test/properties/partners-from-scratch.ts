import type { EventOf, LedgerEvent } from '@ledger/contracts/events';
import type { EventType } from '@ledger/contracts/event-types';
import type { Instant } from '@ledger/kernel/instant';
import type { ProgramTerms } from '@ledger/program/program-terms';
import type { Terms } from '@ledger/program/terms';
import { decimal, fractionOf, type Fraction } from './exact-arithmetic';

/** What the stages before commission say of partners. */
export interface PartnersBefore {
  /** `quarter partner` → wins. */
  readonly wins: ReadonlyMap<string, number>;
  /** Partner → the promotional rate that it holds. */
  readonly promotions: ReadonlyMap<string, string>;
}

/** Facts in their order, with what follows from them for partners and versions of the terms, told in the plainest way. */
export class PartnersFromScratch {
  protected readonly sorted: readonly LedgerEvent[];

  constructor(
    protected readonly program: ProgramTerms,
    facts: readonly LedgerEvent[],
    private readonly partners: PartnersBefore,
  ) {
    this.sorted = [...facts].sort(inOrder);
  }

  of<T extends EventType>(...types: T[]): EventOf<T>[] {
    return this.sorted.filter(({ type }) => (types as string[]).includes(type)) as unknown as EventOf<T>[];
  }

  version(at: Instant, who: { partner?: Instant | null; customer?: Instant | null }): Terms {
    const inForce = this.program.versions.filter((terms, index) => {
      if (index === 0) return true;
      if (terms.effectiveFrom > at) return false;
      if (terms.appliesTo === 'all') return true;
      const moment = terms.appliesTo === 'new-partners' ? who.partner : who.customer;
      return moment === null || (moment !== undefined && moment >= terms.effectiveFrom);
    });
    return inForce.at(-1) as Terms;
  }

  approvedAt(partner: string): Instant | null {
    return this.of('partner.approved', 'partner.enrolled').find(({ data }) => data.partner === partner)?.time ?? null;
  }

  mayEarn(partner: string, { time, data }: EventOf<'invoice.paid' | 'invoice.issued'>): boolean {
    const applications = this.of(
      'partner.applied',
      'partner.info_requested',
      'partner.approved',
      'partner.rejected',
      'partner.enrolled',
    ).filter((event) => event.data.partner === partner);
    const latest = applications.at(-1)?.type;
    const known =
      this.approvedAt(partner) !== null || latest === 'partner.applied' || latest === 'partner.info_requested';
    const switchedOff = (off: EventType, on: EventType, customer: string | null) => {
      const switches = this.of(off, on).filter((event) => {
        const named = event.data as { partner?: string; customer?: string };
        return named.partner === partner && (customer === null || named.customer === customer) && event.time <= time;
      });
      return switches.at(-1)?.type === off;
    };
    return (
      known &&
      !this.isTerminated(partner, time) &&
      !switchedOff('partner.revenue_share_opted_out', 'partner.revenue_share_opted_in', null) &&
      !switchedOff('partner.engagement_ended', 'partner.engagement_resumed', data.customer)
    );
  }

  private isTerminated(partner: string, at: Instant): boolean {
    let terminated = false;
    let violations = 0;
    let applied = false;
    for (const event of this.sorted) {
      if (event.time > at || (event.data as { partner?: string }).partner !== partner) continue;
      if (event.type === 'partner.violation_recorded') {
        violations += 1;
        const ladder = this.version(event.time, { partner: this.approvedAt(partner) }).violations;
        if (ladder !== null && violations >= ladder.terminateAt) [terminated, applied] = [true, false];
      }
      if (event.type === 'partner.terminated') [terminated, applied] = [true, false];
      if (event.type === 'partner.reinstated') terminated = false;
      if (event.type === 'partner.applied') applied = true;
      if (event.type === 'partner.approved' && applied) terminated = false;
    }
    return terminated;
  }

  tierAt(partner: string, at: Instant, terms: Terms): string | null {
    if (terms.tiers.length === 0) return null;
    const set = this.of('partner.tier_set').filter((event) => event.data.partner === partner && event.time <= at);
    return set.at(-1)?.data.tier ?? terms.tiers[0]?.name ?? null;
  }

  typeAt(partner: string, at: Instant): string | null {
    const applied = this.of('partner.applied').filter(({ data }) => data.partner === partner);
    const decided = this.of('partner.approved', 'partner.enrolled').filter(({ data }) => data.partner === partner);
    const entry = decided.filter(({ time }) => time <= at).at(-1) ?? decided[0];
    if (entry === undefined) return applied.at(-1)?.data.type ?? null;
    if (entry.type === 'partner.enrolled') return entry.data.type;
    return (applied.filter(({ time }) => time <= entry.time).at(-1) ?? applied[0])?.data.type ?? null;
  }

  ownRate(partner: string, at: Instant, terms: Terms, negotiable: boolean, entry: Fraction): Fraction {
    const negotiated = negotiable ? this.negotiated(partner, at, terms) : null;
    if (negotiated !== null) return decimal(negotiated);
    const promotional = this.partners.promotions.get(partner);
    if (promotional !== undefined) return decimal(promotional);
    const wins = this.partners.wins.get(`${this.program.calendar.quarterAt(at)} ${partner}`) ?? 0;
    return terms.bonus !== null && wins >= terms.bonus.wins ? fractionOf(terms.bonus.rate) : entry;
  }

  /** The latest rate agreed, unless another tier was set after it. */
  private negotiated(partner: string, at: Instant, terms: Terms): string | null {
    let tier = terms.tiers[0]?.name ?? null;
    let rate: string | null = null;
    for (const event of this.of('partner.rate_set', 'partner.tier_set')) {
      if (event.data.partner !== partner || event.time > at) continue;
      if (event.type === 'partner.rate_set') rate = event.data.rate;
      else {
        if (event.data.tier !== tier) rate = null;
        tier = event.data.tier;
      }
    }
    return rate;
  }
}

function inOrder(a: LedgerEvent, b: LedgerEvent): number {
  return a.time - b.time || byCodePoint(a.id, b.id) || byCodePoint(a.source, b.source);
}

function byCodePoint(a: string, b: string): number {
  const [left, right] = [[...a], [...b]];
  for (const [index, char] of left.entries()) {
    const other = right[index];
    if (other === undefined) return 1;
    if (char !== other) return (char.codePointAt(0) as number) - (other.codePointAt(0) as number);
  }
  return left.length - right.length;
}
