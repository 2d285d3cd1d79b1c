import type { EventOf, LedgerEvent } from '@ledger/contracts/events';
import type { Instant } from '@ledger/kernel/instant';
import { compareRates, rateOf } from '@ledger/kernel/rate';
import type { Terms } from '@ledger/program/terms';
import { enrolsItself, tierNamed } from '@ledger/program/uses';
import { isRequirementMetAt, partnerTypeAt, tierAt } from '../facts/partner-at';
import type { PartnerRecord } from '../facts/partner-record';
import type { Rejection } from './log-entry';
import { offending } from './offending';

/** What the gate asks of a later stage: activated and recorded joint customers of a partner by the facts up to a time. */
export type JointCustomersAt = (partner: string, at: Instant) => number;

/** Events that change a partner or what it is owed: it must be known by the event's time (contract.md, section 1); null: it is. */
export function rejectUnknownPartner(event: LedgerEvent, partner: PartnerRecord): Rejection | null {
  switch (event.type) {
    case 'partner.applied':
    case 'partner.enrolled':
      return null;
    case 'partner.approved':
    case 'partner.rejected':
    case 'partner.info_requested':
      return joined(partner, event.time, ['applied'])
        ? null
        : { code: 'not_applied', detail: offending('data.partner', partner.partner) };
    default:
      return !mustBeKnown(event.type) || joined(partner, event.time, ['applied', 'enrolled'])
        ? null
        : { code: 'unknown_partner', detail: offending('data.partner', partner.partner) };
  }
}

const OF_PAYOUTS: readonly string[] = [
  'payouts.resumed',
  'adjustment.posted',
  'balance.written_off',
  'balance.forfeited',
  'payouts.paid_elsewhere',
];

function mustBeKnown(type: string): boolean {
  return type.startsWith('partner.') || OF_PAYOUTS.includes(type);
}

function joined({ applications }: PartnerRecord, by: Instant, steps: readonly string[]): boolean {
  return applications.some(({ at, value }) => at <= by && steps.includes(value));
}

/** The rules for events about a partner, judged by its state at the event's own time. */
export function rejectPartnerEvent(
  event: LedgerEvent,
  partner: PartnerRecord,
  terms: Terms,
  jointCustomersAt: JointCustomersAt,
): Rejection | null {
  switch (event.type) {
    case 'partner.enrolled':
      return enrolsItself(terms, event.data.type)
        ? null
        : { code: 'enrolment_not_allowed', detail: offending('data.type', event.data.type) };
    case 'partner.approved':
      return unmet(terms.approvalRequires.filter((name) => !isRequirementMetAt(partner, name, event.time)));
    case 'partner.tier_set':
      return rejectTier(event, partner, terms, jointCustomersAt);
    case 'partner.rate_set':
      return rejectRate(event, partner, terms);
    default:
      return null;
  }
}

function unmet(missing: readonly string[]): Rejection | null {
  return missing.length === 0 ? null : { code: 'requirements_unmet', detail: missing.join(', ') };
}

/** A tier's own requirements are checked when a higher tier is set, and not again (programs.md, section 3). */
function rejectTier(
  event: EventOf<'partner.tier_set'>,
  partner: PartnerRecord,
  terms: Terms,
  jointCustomersAt: JointCustomersAt,
): Rejection | null {
  const rank = (name: string | null) => terms.tiers.findIndex((tier) => tier.name === name);
  const tier = tierNamed(terms, event.data.tier);
  if (tier === null || rank(tier.name) <= rank(tierAt(partner, event.time, terms))) return null;
  const missing = tier.requires.filter((name) => !isRequirementMetAt(partner, name, event.time));
  const lacksJoint = tier.jointCustomers > 0 && jointCustomersAt(partner.partner, event.time) < tier.jointCustomers;
  return unmet(lacksJoint ? [...missing, 'joint_customers'] : missing);
}

function rejectRate(event: EventOf<'partner.rate_set'>, partner: PartnerRecord, terms: Terms): Rejection | null {
  const tier = tierAt(partner, event.time, terms);
  const type = partnerTypeAt(partner, event.time);
  const rate = rateOf(event.data.rate);
  const within = terms.earnings.some(
    ({ negotiable, tier: ofTier, partnerType }) =>
      negotiable !== null &&
      (ofTier === null || ofTier === tier) &&
      (partnerType === null || partnerType === type) &&
      compareRates(rate, negotiable.atLeast) >= 0 &&
      compareRates(rate, negotiable.atMost) <= 0,
  );
  return within ? null : { code: 'rate_out_of_range', detail: offending('data.rate', event.data.rate) };
}
