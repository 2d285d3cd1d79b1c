import type { LedgerEvent } from '@ledger/contracts/events';
import { termsFor, type ProgramTerms } from '@ledger/program/program-terms';
import type { Terms } from '@ledger/program/terms';
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

/** Standing, holds, wins and promotion slots of the partners. */
export class PartnerStatusStage implements Stage<StatusDecision> {
  readonly name = 'partner-status';
  private readonly partners = new PartnerRecords();
  private readonly standings = new Map<string, PartnerStandingChanged>();
  private readonly slots = new PromotionSlots();
  private readonly counted: CountedCustomers;

  constructor(private readonly program: ProgramTerms) {
    this.counted = new CountedCustomers(program.calendar);
  }

  decide(fact: Fact, earlier: Decisions): readonly StatusDecision[] {
    const touched = this.record(fact, earlier);
    const decisions: StatusDecision[] = [];
    const partner = partnerOfEvent(fact.event);
    if (partner !== null) decisions.push(...this.standingChanges(this.partners.of(partner), fact));
    for (const decision of decisions) this.evolve(decision);
    for (const customer of touched) {
      const changes = this.counted.changesOf(customer, this.countsWins());
      for (const change of changes) this.evolve(change);
      decisions.push(...changes);
    }
    return decisions;
  }

  resume(fact: Fact, earlier: Decisions, recorded: readonly StatusDecision[]): void {
    this.record(fact, earlier);
    for (const decision of recorded) this.evolve(decision);
  }

  /** Records a fact and the new credits; answers the customers whose count they may change. */
  private record({ event }: Fact, { attribution }: Decisions): ReadonlySet<string> {
    const touched = new Set<string>();
    for (const { customer, credits } of attribution) {
      this.counted.recordCredits(customer, credits);
      touched.add(customer);
    }
    this.partners.record(event);
    if (event.type === 'promotion.closed') this.slots.close();
    const activated = this.recordActivation(event);
    if (activated !== null) touched.add(activated);
    return touched;
  }

  private recordActivation(event: LedgerEvent): string | null {
    if (event.type === 'customer.activated') this.counted.recordActivation(event.data.customer, keyOf(event));
    else if (event.type === 'customer.activation_voided') this.counted.recordVoid(event.data.customer, keyOf(event));
    else return null;
    return event.data.customer;
  }

  private evolve(decision: StatusDecision): void {
    if (decision.type === 'PartnerStandingChanged') this.standings.set(decision.partner, decision);
    else if (decision.type === 'PromotionGranted') this.slots.take(decision.partner);
    else this.counted.evolve(decision);
  }

  private standingChanges(record: PartnerRecord, { clock, event }: Fact): StatusDecision[] {
    const decisions: StatusDecision[] = [];
    const terms = this.termsOf(record, clock);
    const standing = partnerStanding(record, clock, terms);
    const known = this.standings.get(record.partner);
    if (standing !== null && (known === undefined || !sameStanding(known, standing))) decisions.push(standing);
    const approves = event.type === 'partner.approved' || event.type === 'partner.enrolled';
    const grant = approves ? this.slots.grantFor(record.partner, terms.promotion) : null;
    if (grant !== null && this.isFirstApproval(record)) decisions.push(grant);
    return decisions;
  }

  private isFirstApproval({ applications }: PartnerRecord): boolean {
    return applications.filter(({ value }) => value === 'approved' || value === 'enrolled').length === 1;
  }

  private termsOf(record: PartnerRecord, at: Fact['clock']): Terms {
    return termsFor(this.program, at, { partnerApprovedAt: approvedSince(record) });
  }

  private countsWins(): boolean {
    return this.program.versions.some(({ bonus }) => bonus !== null);
  }
}
