import type { LedgerEvent } from '@ledger/contracts/events';
import type { Instant } from '@ledger/kernel/instant';
import { momentsInForce, termsFor, type ProgramTerms } from '@ledger/program/program-terms';
import { TermsOfFacts } from '@ledger/program/terms-of-facts';
import { keyOf } from '../facts/fact-key';
import { approvedSince } from '../facts/partner-at';
import { partnerOfEvent } from '../facts/partner-of-event';
import type { PartnerRecord } from '../facts/partner-record';
import { PartnerRecords } from '../facts/partner-records';
import type { Decisions, Fact, Stage } from '../stage';
import { CountedCustomers } from './counted-customers';
import { partnerStanding, sameStanding } from './partner-standing';
import { PromotionSlots } from './promotion-slots';
import type { PartnerStandingChanged, StatusDecision } from './status.decisions';

/** What a fact may change: every partner's standing at these moments, the counts of these customers. */
interface Touched {
  readonly published: boolean;
  readonly due: readonly Instant[];
  readonly touched: ReadonlySet<string>;
}

/** Standing, holds, wins and promotion slots of the partners. */
export class PartnerStatusStage implements Stage<StatusDecision> {
  readonly name = 'partner-status';
  private readonly partners = new PartnerRecords();
  private readonly standings = new Map<string, PartnerStandingChanged>();
  private readonly slots = new PromotionSlots();
  private readonly counted: CountedCustomers;
  private readonly program: TermsOfFacts;
  /** What the program's clock showed on the fact before. */
  private clock: Instant | null = null;

  constructor(program: ProgramTerms) {
    this.program = new TermsOfFacts(program);
    this.counted = new CountedCustomers(this.program);
  }

  decide(fact: Fact, earlier: Decisions): readonly StatusDecision[] {
    const { published, due, touched } = this.note(fact, earlier);
    const decisions: StatusDecision[] = [];
    // What a version that came into force since changes, it changed then, before the fact.
    for (const at of due) this.judgeAll(at, decisions);
    if (published) this.judgeAll(fact.clock, decisions);
    const partner = partnerOfEvent(fact.event);
    if (partner !== null) this.adopt(this.standingChanges(this.partners.of(partner), fact), decisions);
    for (const customer of touched) this.adopt(this.counted.changesOf(customer, this.countsWins()), decisions);
    return decisions;
  }

  resume(fact: Fact, earlier: Decisions, recorded: readonly StatusDecision[]): void {
    this.note(fact, earlier);
    for (const decision of recorded) this.evolve(decision);
  }

  /** How standings will change when versions of the terms come into force until a moment, in order; the stage stays as it is. */
  standingsUntil(at: Instant): readonly PartnerStandingChanged[] {
    const changed = new Map<string, PartnerStandingChanged>();
    return momentsInForce(this.program, this.clock, at).flatMap((moment) =>
      this.partners.all().flatMap((record) => {
        const known = changed.get(record.partner) ?? this.standings.get(record.partner);
        const standings = this.standingAfter(known, record, moment);
        for (const standing of standings) changed.set(standing.partner, standing);
        return standings;
      }),
    );
  }

  private judgeAll(at: Instant, into: StatusDecision[]): void {
    for (const record of this.partners.all()) this.adopt(this.newStanding(record, at), into);
  }

  private adopt(decided: readonly StatusDecision[], into: StatusDecision[]): void {
    for (const decision of decided) this.evolve(decision);
    into.push(...decided);
  }

  /** Notes a fact and the new credits; answers what they may change. */
  private note({ event, clock }: Fact, { attribution }: Decisions): Touched {
    const published = this.program.note(event);
    const due = momentsInForce(this.program, this.clock, clock);
    this.clock = clock;
    const touched = new Set<string>();
    for (const { customer, spans } of attribution) {
      this.counted.noteCredits(customer, spans);
      touched.add(customer);
    }
    this.partners.note(event);
    if (event.type === 'promotion.closed') this.slots.close();
    const activated = this.noteActivation(event);
    if (activated !== null) touched.add(activated);
    // The first version that pays a bonus makes wins count.
    if (published) for (const customer of this.counted.activated()) touched.add(customer);
    return { published, due, touched };
  }

  private noteActivation(event: LedgerEvent): string | null {
    if (event.type === 'customer.activated') this.counted.noteActivation(event.data.customer, keyOf(event));
    else if (event.type === 'customer.activation_voided') this.counted.noteVoid(event.data.customer, keyOf(event));
    else return null;
    return event.data.customer;
  }

  private evolve(decision: StatusDecision): void {
    if (decision.type === 'PartnerStandingChanged') this.standings.set(decision.partner, decision);
    else if (decision.type === 'PromotionGranted') this.slots.occupy(decision.partner);
    else this.counted.evolve(decision);
  }

  private standingChanges(record: PartnerRecord, { clock, event }: Fact): StatusDecision[] {
    const decisions = this.newStanding(record, clock);
    const approves = event.type === 'partner.approved' || event.type === 'partner.enrolled';
    const { promotion } = termsFor(this.program, clock, { partnerApprovedAt: approvedSince(record) });
    const grant = approves ? this.slots.grantFor(record.partner, promotion) : null;
    if (grant !== null && this.isFirstApproval(record)) decisions.push(grant);
    return decisions;
  }

  private newStanding(record: PartnerRecord, at: Instant): StatusDecision[] {
    return this.standingAfter(this.standings.get(record.partner), record, at);
  }

  private standingAfter(
    known: PartnerStandingChanged | undefined,
    record: PartnerRecord,
    at: Instant,
  ): PartnerStandingChanged[] {
    const standing = partnerStanding(record, at, this.program);
    return standing === null || (known !== undefined && sameStanding(known, standing)) ? [] : [standing];
  }

  private isFirstApproval({ applications }: PartnerRecord): boolean {
    return applications.filter(({ value }) => value === 'approved' || value === 'enrolled').length === 1;
  }

  private countsWins(): boolean {
    return this.program.versions.some(({ bonus }) => bonus !== null);
  }
}
