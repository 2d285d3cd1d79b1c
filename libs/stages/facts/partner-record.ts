import type { LedgerEvent } from '@ledger/contracts/events';
import { rateOf, type Rate } from '@ledger/kernel/rate';
import { insertInOrder, keyOf, type FactKey } from './fact-key';
import { normalisedEmail } from './normalised-email';

export type ApplicationStep = 'applied' | 'info_requested' | 'approved' | 'rejected' | 'enrolled';
export type StandingStep = 'suspended' | 'reinstated' | 'terminated' | 'violation' | 'violation_hold_lifted';

/** An entry of one of a partner's histories. */
export type Entry<T> = FactKey & { readonly value: T };

/** What has been recorded of one partner, each history in the order of its facts (not of their arrival). */
export interface PartnerRecord {
  readonly partner: string;
  /** The partner type comes with an application or enrolment. */
  readonly applications: (Entry<ApplicationStep> & { readonly partnerType: string | null })[];
  readonly standing: Entry<StandingStep>[];
  readonly tiers: Entry<string>[];
  readonly rates: Entry<Rate>[];
  readonly requirements: Map<string, Entry<{ met: boolean; person: string | null }>[]>;
  readonly optOuts: Entry<boolean>[];
  /** Customer → whether the engagement is ended. */
  readonly engagementEnds: Map<string, Entry<boolean>[]>;
  readonly activeUntil: Entry<string>[];
  readonly emails: Set<string>;
}

export function emptyPartnerRecord(partner: string): PartnerRecord {
  return {
    partner,
    applications: [],
    standing: [],
    tiers: [],
    rates: [],
    requirements: new Map(),
    optOuts: [],
    engagementEnds: new Map(),
    activeUntil: [],
    emails: new Set(),
  };
}

/** Adds an accepted fact about the partner to its record; facts of other kinds leave it as it is. */
export function recordPartnerFact(record: PartnerRecord, event: LedgerEvent): void {
  const key = keyOf(event);
  switch (event.type) {
    case 'partner.applied':
    case 'partner.enrolled': {
      const step = event.type === 'partner.applied' ? 'applied' : 'enrolled';
      insertInOrder(record.applications, { ...key, value: step, partnerType: event.data.type });
      if (event.data.email !== undefined) record.emails.add(normalisedEmail(event.data.email));
      return;
    }
    case 'partner.info_requested':
    case 'partner.approved':
    case 'partner.rejected': {
      const step = event.type.slice('partner.'.length) as ApplicationStep;
      insertInOrder(record.applications, { ...key, value: step, partnerType: null });
      return;
    }
    case 'partner.tier_set':
      insertInOrder(record.tiers, { ...key, value: event.data.tier });
      return;
    case 'partner.rate_set':
      insertInOrder(record.rates, { ...key, value: rateOf(event.data.rate) });
      return;
    case 'partner.activity_locked':
      insertInOrder(record.activeUntil, { ...key, value: event.data.until });
      return;
    default:
      recordStanding(record, event, key);
  }
}

function recordStanding(record: PartnerRecord, event: LedgerEvent, key: FactKey): void {
  switch (event.type) {
    case 'partner.suspended':
    case 'partner.reinstated':
    case 'partner.terminated':
    case 'partner.violation_hold_lifted':
      insertInOrder(record.standing, { ...key, value: event.type.slice('partner.'.length) as StandingStep });
      return;
    case 'partner.violation_recorded':
      insertInOrder(record.standing, { ...key, value: 'violation' });
      return;
    case 'partner.requirement_met':
    case 'partner.requirement_lapsed': {
      const met = event.type === 'partner.requirement_met';
      const value = { met, person: event.data.person ?? null };
      insertInOrder(listIn(record.requirements, event.data.requirement), { ...key, value });
      return;
    }
    case 'partner.revenue_share_opted_out':
    case 'partner.revenue_share_opted_in':
      insertInOrder(record.optOuts, { ...key, value: event.type === 'partner.revenue_share_opted_out' });
      return;
    case 'partner.engagement_ended':
    case 'partner.engagement_resumed': {
      const ended = event.type === 'partner.engagement_ended';
      insertInOrder(listIn(record.engagementEnds, event.data.customer), { ...key, value: ended });
      return;
    }
    default:
  }
}

/** The list under a key, made if it is not there yet. */
export function listIn<K, T>(lists: Map<K, T[]>, key: K): T[] {
  const known = lists.get(key);
  if (known !== undefined) return known;
  const list: T[] = [];
  lists.set(key, list);
  return list;
}
