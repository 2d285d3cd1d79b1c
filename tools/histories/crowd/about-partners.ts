import type { EventType } from '@ledger/contracts/event-types';
import type { EventData } from '../ledger-event-json';
import type { Members } from './members';

const RATES = ['0.1', '0.12', '0.15', '0.2', '0.25', '0.3', '0.4'];

/** What partners do, and what is done to them. */
export function aboutPartner(members: Members, type: EventType): EventData {
  const { random, terms, partner } = members;
  switch (type) {
    case 'partner.applied':
    case 'partner.enrolled':
      return application(members, partner);
    case 'partner.contact_changed':
      return { partner, email: random.pick(members.emails) };
    case 'partner.withholding_set':
      return { partner, rate: random.pick(['0', '0.24']), by: 'staff' };
    case 'partner.rate_set':
      return { partner, rate: random.pick(RATES), by: 'staff' };
    case 'partner.activity_locked':
      return { partner, until: random.pick(['2026-06-01', '2027-06-01']), by: 'staff' };
    case 'partner.tier_set':
      return { partner, tier: random.pick(terms.tiers).name };
    case 'partner.engagement_ended':
    case 'partner.engagement_resumed':
      return { partner, customer: members.customer };
    case 'partner.requirement_met':
    case 'partner.requirement_lapsed': {
      const requirement = random.pick([
        ...terms.approvalRequires,
        ...terms.tiers.flatMap((tier) => tier.requires),
        ...(terms.certification === null ? [] : [terms.certification]),
      ]);
      return { partner, requirement, ...members.maybe('person', ['ann', 'bob'], 0.5) };
    }
    case 'partner.tax_form_recorded':
      return { partner, form: random.pick(['W-9', 'W-8BEN']), signedOn: random.pick(['2022-05-01', '2026-01-01']) };
    case 'partner.payout_method_set': {
      const rail = random.pick(terms.payout.rails);
      return { partner, rail, ...(rail === 'manual' ? {} : { account: 'acct' }) };
    }
    default:
      return { partner, ...members.maybe('checklist', ['a', 'b'], 0.3) };
  }
}

/** An application or enrolment, in any of the types that there are. */
export function application(members: Members, partner: string): EventData {
  const types = members.terms.partnerTypes.map(({ name }) => name);
  return { partner, type: members.random.pick(types), ...members.maybe('email', [`${partner}@example.com`], 0.7) };
}
