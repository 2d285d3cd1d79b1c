import type { ApplicationStep } from '@ledger/contracts/decided-words';
import type { LedgerEvent } from '@ledger/contracts/events';
import type { Instant } from '@ledger/kernel/instant';
import { rateOf, type Rate } from '@ledger/kernel/rate';
import { insertInOrder, keyOf, type FactKey } from './fact-key';
import { emailGiven, emailOfAccount } from './normalised-email';

export type { ApplicationStep };
export type StandingStep = 'suspended' | 'reinstated' | 'terminated' | 'violation' | 'violation_hold_lifted';

/** An entry of one of a partner's histories. */
export type Entry<T> = FactKey & { readonly value: T };

/**
 * What has been recorded of one partner, each history in the order of its facts (not of their arrival). Every stage keeps
 * its own; a collection that few partners need is made when it has something in it.
 */
export interface PartnerRecord {
  readonly partner: string;
  /** The partner type comes with an application or enrolment. */
  readonly applications: (Entry<ApplicationStep> & { readonly partnerType: string | null })[];
  readonly standing: Entry<StandingStep>[];
  readonly tiers: Entry<string>[];
  readonly rates: Entry<Rate>[];
  requirements: Map<string, Entry<{ met: boolean; person: string | null }>[]> | null;
  readonly optOuts: Entry<boolean>[];
  /** Customer → whether the engagement is ended. */
  engagementEnds: Map<string, Entry<boolean>[]> | null;
  readonly activeUntil: Entry<string>[];
  /** What may reveal a self-referral, in normal form, and since when it was given. */
  readonly emails: Map<string, Instant>;
}

export function emptyPartnerRecord(partner: string): PartnerRecord {
  return {
    partner,
    applications: [],
    standing: [],
    tiers: [],
    rates: [],
    requirements: null,
    optOuts: [],
    engagementEnds: null,
    activeUntil: [],
    emails: new Map(),
  };
}

/** Adds an accepted fact about the partner to its record; facts of other kinds leave it as it is. */
export function notePartnerFact(record: PartnerRecord, event: LedgerEvent): void {
  const key = keyOf(event);
  switch (event.type) {
    case 'partner.applied':
    case 'partner.enrolled': {
      const step = event.type === 'partner.applied' ? 'applied' : 'enrolled';
      insertInOrder(record.applications, { value: step, partnerType: event.data.type, ...key });
      noteEmail(record, event);
      return;
    }
    case 'partner.info_requested':
    case 'partner.approved':
    case 'partner.rejected': {
      const step = event.type.slice('partner.'.length) as ApplicationStep;
      insertInOrder(record.applications, { value: step, partnerType: null, ...key });
      return;
    }
    case 'partner.contact_changed':
    case 'partner.payout_method_set':
      return noteEmail(record, event);
    case 'partner.tier_set':
      insertInOrder(record.tiers, { value: event.data.tier, ...key });
      return;
    case 'partner.rate_set':
      insertInOrder(record.rates, { value: rateOf(event.data.rate), ...key });
      return;
    case 'partner.activity_locked':
      insertInOrder(record.activeUntil, { value: event.data.until, ...key });
      return;
    default:
      noteStanding(record, event, key);
  }
}

/** The e-mail that a fact gives of its partner, in normal form; null: none. */
export function emailGivenBy(event: LedgerEvent): string | null {
  switch (event.type) {
    case 'partner.applied':
    case 'partner.enrolled':
    case 'partner.contact_changed':
      return emailGiven(event.data.email);
    case 'partner.payout_method_set':
      return event.data.account === undefined ? null : emailOfAccount(event.data.account);
    default:
      return null;
  }
}

function noteEmail({ emails }: PartnerRecord, event: LedgerEvent): void {
  const email = emailGivenBy(event);
  if (email === null) return;
  const known = emails.get(email);
  if (known === undefined || event.time < known) emails.set(email, event.time);
}

function noteStanding(record: PartnerRecord, event: LedgerEvent, key: FactKey): void {
  switch (event.type) {
    case 'partner.suspended':
    case 'partner.reinstated':
    case 'partner.terminated':
    case 'partner.violation_hold_lifted':
      insertInOrder(record.standing, { value: event.type.slice('partner.'.length) as StandingStep, ...key });
      return;
    case 'partner.violation_recorded':
      insertInOrder(record.standing, { value: 'violation', ...key });
      return;
    case 'partner.requirement_met':
    case 'partner.requirement_lapsed': {
      const met = event.type === 'partner.requirement_met';
      const value = { met, person: event.data.person ?? null };
      record.requirements ??= new Map();
      insertInOrder(listIn(record.requirements, event.data.requirement), { value, ...key });
      return;
    }
    case 'partner.revenue_share_opted_out':
    case 'partner.revenue_share_opted_in':
      insertInOrder(record.optOuts, { value: event.type === 'partner.revenue_share_opted_out', ...key });
      return;
    case 'partner.engagement_ended':
    case 'partner.engagement_resumed': {
      const ended = event.type === 'partner.engagement_ended';
      record.engagementEnds ??= new Map();
      insertInOrder(listIn(record.engagementEnds, event.data.customer), { value: ended, ...key });
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
