import { EVENT_TYPES, topicOf, TOPICS, type EventType } from '@ledger/contracts/event-types';
import { plusDays } from '@ledger/kernel/instant';
import { NO_DISORDER } from '../disorder';
import type { Crowd, Knobs } from '../knobs';
import { at } from '../times';

const NEW_YEAR = at('2026-01-01', '00:00');

type Weights = Readonly<Partial<Record<EventType, number>>>;

function all(types: readonly EventType[], weight: number): Weights {
  return Object.fromEntries(types.map((type) => [type, weight]));
}

/** What rails and finance say is told for payouts that there are; time, every event brings. */
const NO_PAYOUTS: Weights = {
  'clock.advanced': 0,
  ...all(
    EVENT_TYPES.filter((type) => topicOf(type) === TOPICS.payouts),
    0,
  ),
};

const CROWD: Crowd = {
  by: 'crowd',
  partners: 4,
  customers: 5,
  documents: 15,
  joined: 'applied',
  // Without these, often, nothing else shows.
  weights: {
    ...NO_PAYOUTS,
    ...all(['customer.signed_up', 'referral.submitted', 'deal.registered', 'payment.refunded'], 5),
    ...all(['partner.approved', 'customer.activated'], 5),
    'link.created': 9,
    ...all(['invoice.paid', 'invoice.issued'], 13),
  },
  otherKinds: 1,
  times: 'any',
  sameInstants: 0.3,
  firstOfMonths: 0.1,
  amounts: 'odd',
  currencies: ['EUR'],
};

/** Knobs of a history in which a crowd acts. */
export type CrowdedKnobs = Knobs & { readonly acting: Crowd };

/** A few partners and customers to whom anything happens at any time, often at the same instant, in no order. */
export const CROWDED: CrowdedKnobs = {
  name: 'crowded',
  starts: NEW_YEAR,
  ends: plusDays(NEW_YEAR, 500),
  disorder: NO_DISORDER,
  acting: CROWD,
};

/** Two partners of a tier, whose customers pay and get money back, while their tiers, credits and standing change. */
export const REFUNDS: CrowdedKnobs = {
  ...CROWDED,
  name: 'refunds',
  acting: {
    ...CROWD,
    partners: 2,
    customers: 3,
    documents: 'new',
    joined: { tier: 'solution' },
    weights: {
      'invoice.paid': 17,
      'payment.refunded': 18,
      'payment.refund_failed': 3,
      ...all(['dispute.opened', 'dispute.closed', 'adjustment.posted', 'payout.approved', 'payout.declined'], 1),
      ...all(['partner.tier_set', 'partner.rate_set', 'partner.suspended', 'partner.reinstated'], 1),
      ...all(['partner.engagement_ended', 'partner.engagement_resumed', 'partner.withholding_set'], 1),
      ...all(['customer.activated', 'customer.activation_voided', 'customer.churned'], 1),
      ...all(['attribution.overridden', 'clock.advanced'], 1),
    },
    otherKinds: 0,
    times: { mostHalfDays: 5 },
    amounts: 'earning',
    currencies: ['USD', 'USD', 'EUR'],
  },
};
