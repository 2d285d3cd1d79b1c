import type { EventType } from '@ledger/contracts/event-types';
import { formatInstant, plusDays, type Instant } from '@ledger/kernel/instant';
import { termsToJson } from '@ledger/program/describe-terms-canonical';
import { takesClaim } from '@ledger/program/uses';
import type { EventData } from '../ledger-event-json';
import type { Members } from './members';
import { otherTerms } from './other-terms';

/** Claims, what settles and changes them, the months and the terms. */
export function aboutCustomer(members: Members, type: EventType, time: Instant): EventData {
  const { random, partner, customer, codes, clicks, leads, deals, emails } = members;
  switch (type) {
    case 'customer.signed_up':
      return {
        customer,
        ...members.maybe('email', emails, 0.6),
        ...members.maybe('referralCode', codes, 0.6),
        ...members.maybe('clickId', clicks, 0.4),
      };
    case 'lead.contacted_by_sales':
      return { customer, engagement: random.pick(['active', 'dormant']) };
    case 'link.created':
      return { partner, code: random.pick(codes) };
    case 'referral.clicked':
      return { code: random.pick(codes), clickId: random.pick(clicks) };
    case 'referral.submitted':
      return { referral: random.pick(leads), partner, ...members.customerOr('email', emails) };
    case 'deal.registered': {
      const firstContactAt = formatInstant(plusDays(time, -random.integer(0, 15)));
      const about = members.customerOr('company', ['Acme']);
      const deal = { deal: random.pick(deals), partner, ...about };
      return { ...deal, firstContactAt, relationship: 'current', evidence: 'notes' };
    }
    case 'deal.reregistered':
      return { deal: random.pick(deals) };
    case 'lead.matched': {
      const lead = takesClaim(members.terms, 'lead') && random.chance(0.5);
      return { ...(lead ? { referral: random.pick(leads) } : { deal: random.pick(deals) }), customer, by: 'staff' };
    }
    case 'touchpoint.recorded':
      return { partner, customer, kind: random.pick(['demo', 'co_sell']) };
    case 'attribution.overridden': {
      const from = random.chance(0.5) ? {} : { from: formatInstant(someDay(members)) };
      return { customer, credits: credits(members), ...from, by: 'staff', evidence: 'log' };
    }
    case 'terms.published':
      return publication(members);
    case 'period.closed':
      return { period: random.pick(['2026-01', '2026-02', '2026-03']) };
    case 'promotion.closed':
      return { promotion: members.terms.promotion?.name ?? '' };
    case 'customer.activation_voided':
      return { customer, reason: 'by mistake' };
    case 'joint_customer.recorded':
    case 'account.protected':
    case 'account.protection_lost':
      return { partner, customer };
    case 'clock.advanced':
      return {};
    default:
      return { customer };
  }
}

function someDay({ random, starts, ends }: Members): Instant {
  return plusDays(starts, random.integer(0, Math.floor((ends - starts) / 86_400_000)));
}

function credits({ random, partners, terms }: Members) {
  return random
    .shuffled(partners)
    .slice(0, random.integer(0, 2))
    .map((partner) => ({
      partner,
      role: terms.influence !== null && random.chance(0.4) ? 'influenced' : 'sourced',
      weight: random.integer(1, 3),
    }));
}

/** The next version, other than the one before in a few places; now and then one that is not the next. */
function publication(members: Members): EventData {
  const { random } = members;
  if (random.chance(0.9)) members.version += 1;
  members.terms = otherTerms(members.terms, random);
  const effectiveFrom = random.pick(['2026-01-01', '2026-02-10', '2026-05-01', '2026-09-15']);
  const appliesTo = random.pick(['all', 'all', 'new-partners', 'new-customers']);
  const { version: _version, effectiveFrom: _from, appliesTo: _to, ...terms } = termsToJson(members.terms);
  return { version: members.version, effectiveFrom, appliesTo, terms };
}
