import { topicOf, EVENT_TYPES, TOPICS, type EventType } from '@ledger/contracts/event-types';
import { instant, plusDays, type Instant } from '@ledger/kernel/instant';
import { usesEventType } from '@ledger/program/uses';
import type { Crowd } from '../knobs';
import type { EventData } from '../ledger-event-json';
import type { Happening, Telling } from '../telling';
import { at } from '../times';
import { aboutCustomer } from './about-customers';
import { aboutMoney } from './about-money';
import { aboutPartner, application } from './about-partners';
import { aboutPayout } from './about-payouts';
import { joinInATier } from './join-in-a-tier';
import { Members } from './members';

const DAY_MS = 86_400_000;
/** For kinds that come early or late: what is claimed in the first days is what is earned and closed after some more. */
const DAYS = { early: 60, later: 40 } as const;

const EARLY: ReadonlySet<EventType> = new Set<EventType>([
  ...(['partner.applied', 'partner.enrolled', 'partner.approved', 'partner.requirement_met'] as const),
  ...(['link.created', 'referral.clicked', 'customer.signed_up', 'referral.submitted', 'lead.matched'] as const),
  ...(['deal.registered', 'touchpoint.recorded', 'account.protected', 'lead.contacted_by_sales'] as const),
]);
const LATER: ReadonlySet<EventType> = new Set<EventType>([
  ...(['customer.activated', 'contract.signed', 'customer.churned', 'invoice.paid', 'invoice.issued'] as const),
  ...(['partner.terminated', 'partner.rejected', 'partner.violation_recorded'] as const),
]);
const FIRSTS = ['2026-02-01', '2026-04-01', '2026-07-01', '2027-01-01'];

/** What happens to a crowd, for as long as somebody asks. */
export function* crowd(telling: Telling, acting: Crowd): Generator<Happening> {
  const { terms, random, starts } = telling;
  const members = new Members(telling, acting);
  if (acting.joined === 'applied') yield* applyAndMostlyBeApproved(telling, members);
  else yield* joinInATier(telling, members, acting.joined.tier);
  const kinds = EVENT_TYPES.filter((type) => usesEventType(terms, type)).flatMap((type) =>
    Array.from({ length: acting.weights[type] ?? acting.otherKinds }, () => type),
  );
  let before = starts;
  for (;;) {
    const type = random.pick(kinds);
    const time = acting.times === 'any' ? anyTime(telling, acting, type) : after(before, acting.times.mostHalfDays);
    before = time;
    yield { type, time, data: dataOf(members, type, time) };
  }

  function after(last: Instant, mostHalfDays: number): Instant {
    return instant(last + (random.integer(0, mostHalfDays) * DAY_MS) / 2);
  }
}

/** Three of them may be approved, for there would be little to see without any. */
function* applyAndMostlyBeApproved({ random, starts }: Telling, members: Members): Generator<Happening> {
  for (const partner of members.partners.slice(0, 3)) {
    yield { type: 'partner.applied', time: starts, data: application(members, partner) };
    for (const requirement of members.terms.approvalRequires) {
      yield { type: 'partner.requirement_met', time: starts, data: { partner, requirement } };
    }
    if (random.chance(0.8)) {
      yield { type: 'partner.approved', time: plusDays(starts, 1), data: { partner, by: 'staff' } };
    }
  }
}

/** Claims tend to come before what closes them; often at the very instant of something else, or the first of a month. */
function anyTime({ random, starts, ends }: Telling, acting: Crowd, type: EventType): Instant {
  const earliest = LATER.has(type) ? DAYS.later : 0;
  const latest = EARLY.has(type) && random.chance(0.8) ? DAYS.early : Math.floor((ends - starts) / DAY_MS);
  if (random.chance(acting.sameInstants))
    return plusDays(starts, Math.ceil(random.integer(earliest, latest) / 10) * 10);
  if (random.chance(acting.firstOfMonths)) return at(random.pick(FIRSTS), '00:00');
  return instant(plusDays(starts, random.integer(earliest, latest)) + random.integer(0, 23) * 3_600_000);
}

function dataOf(members: Members, type: EventType, time: Instant): EventData {
  if (topicOf(type) === TOPICS.revenue) return aboutMoney(members, type);
  if (topicOf(type) === TOPICS.payouts) return aboutPayout(members, type, time);
  return type.startsWith('partner.') ? aboutPartner(members, type) : aboutCustomer(members, type, time);
}
