import type { EventOf, LedgerEvent } from '@ledger/contracts/events';
import { parseInstant, type Instant } from '@ledger/kernel/instant';
import type { ProgramTerms } from '@ledger/program/program-terms';
import type { Terms } from '@ledger/program/terms';
import { keyOf } from '../facts/fact-key';
import { normalisedCode } from '../facts/normalised-code';
import { tierAt } from '../facts/partner-at';
import { listIn, type PartnerRecord } from '../facts/partner-record';
import { protectionsInForce, type AccountFact } from '../facts/protected-accounts';
import { registrationDeadline, registrationEnd } from '../facts/registration-times';
import type { Rejection } from './log-entry';
import { offending } from './offending';

interface RegisteredDeal {
  readonly partner: string;
  /** Of the latest registration. */
  registeredAt: Instant;
  reregistrations: number;
}

/** The rules for links, registrations and protections; codes and re-registrations go by arrival (programs.md, section 0). */
export class ClaimRules {
  private readonly ownerOfCode = new Map<string, string>();
  private readonly deals = new Map<string, RegisteredDeal>();
  private readonly protections = new Map<string, AccountFact[]>();
  private readonly losses = new Map<string, AccountFact[]>();

  constructor(private readonly program: ProgramTerms) {}

  /** The partner that registered a deal; undefined: nobody did. */
  partnerOfDeal(deal: string): string | undefined {
    return this.deals.get(deal)?.partner;
  }

  judge(event: LedgerEvent, partner: PartnerRecord | null, terms: Terms): Rejection | null {
    switch (event.type) {
      case 'link.created':
        return this.rejectLink(event);
      case 'deal.registered':
        return rejectRegistration(event, terms);
      case 'deal.reregistered':
        return this.rejectReregistration(event, terms);
      case 'account.protected':
        return this.rejectProtection(event, partner, terms);
      default:
        return null;
    }
  }

  note(event: LedgerEvent): void {
    switch (event.type) {
      case 'link.created':
        this.ownerOfCode.set(normalisedCode(event.data.code), event.data.partner);
        return;
      case 'deal.registered':
        this.deals.set(event.data.deal, {
          partner: event.data.partner,
          registeredAt: event.time,
          reregistrations: 0,
        });
        return;
      case 'deal.reregistered': {
        const deal = this.deals.get(event.data.deal);
        if (deal === undefined) return;
        deal.registeredAt = event.time;
        deal.reregistrations += 1;
        return;
      }
      case 'account.protected':
      case 'account.protection_lost': {
        const { partner, customer } = event.data;
        const list = event.type === 'account.protected' ? this.protections : this.losses;
        listIn(list, partner).push({ customer, ...keyOf(event) });
        return;
      }
      default:
    }
  }

  private rejectLink({ data }: EventOf<'link.created'>): Rejection | null {
    const owner = this.ownerOfCode.get(normalisedCode(data.code));
    return owner === undefined || owner === data.partner
      ? null
      : { code: 'code_taken', detail: offending('data.code', data.code) };
  }

  private rejectReregistration({ data, time }: EventOf<'deal.reregistered'>, terms: Terms): Rejection | null {
    const deal = this.deals.get(data.deal);
    const { reregistrations = 0 } = terms.claims.registrations ?? {};
    if (deal === undefined) return { code: 'unknown_deal', detail: offending('data.deal', data.deal) };
    if (deal.reregistrations >= reregistrations)
      return { code: 'reregistration_exhausted', detail: offending('data.deal', data.deal) };
    const end = registrationEnd(deal.registeredAt, terms);
    return end !== null && time >= end
      ? null
      : { code: 'registration_still_valid', detail: offending('data.deal', data.deal) };
  }

  private rejectProtection(
    event: EventOf<'account.protected'>,
    partner: PartnerRecord | null,
    terms: Terms,
  ): Rejection | null {
    const rule = terms.claims.protections;
    if (rule === null) return null;
    const known = partner !== null && partner.applications.some(({ at }) => at <= event.time);
    if (!known || tierAt(partner, event.time, terms) !== rule.tier)
      return { code: 'tier_required', detail: `${offending('data.partner', event.data.partner)} is not ${rule.tier}` };
    const accounts = this.protectedAt(event.data.partner, event.time);
    accounts.add(event.data.customer);
    return accounts.size > rule.limit
      ? { code: 'protected_limit', detail: `${offending('data.partner', event.data.partner)} has ${rule.limit}` }
      : null;
  }

  /** The accounts that a partner has protected at a time: in the quarter of the protection, until it is lost. */
  private protectedAt(partner: string, at: Instant): Set<string> {
    const protections = this.protections.get(partner) ?? [];
    const inForce = protectionsInForce(protections, this.losses.get(partner) ?? [], at, this.program.calendar);
    return new Set(inForce.map(({ customer }) => customer));
  }
}

function rejectRegistration({ data, time }: EventOf<'deal.registered'>, terms: Terms): Rejection | null {
  const { evidence = false } = terms.claims.registrations ?? {};
  const firstContactAt = parseInstant(data.firstContactAt);
  const deadline = firstContactAt === null ? null : registrationDeadline(firstContactAt, terms);
  if (deadline !== null && time > deadline) {
    return { code: 'registered_too_late', detail: offending('data.firstContactAt', data.firstContactAt) };
  }
  return evidence && !data.evidence ? { code: 'evidence_required', detail: offending('data.deal', data.deal) } : null;
}
