import type { EventOf, LedgerEvent } from '@ledger/contracts/events';
import type { Instant } from '@ledger/kernel/instant';
import { termsFor, type ProgramTerms } from '@ledger/program/program-terms';
import type { Terms } from '@ledger/program/terms';
import { approvedSince, isApprovedAt, partnerTypeAt, tierAt } from '../facts/partner-at';
import { PartnerRecords } from '../facts/partner-records';
import type { PartnerHold, PartnerStandingChanged } from '../partner-status/status.decisions';
import type { PayoutAccount } from './payout-account';
import type { PayoutQuestion } from './payout-gate';
import {
  emptyPayoutProfile,
  methodSetBy,
  profileDecision,
  noteFailure,
  noteInProfile,
  noteTermsToAcknowledge,
  type PayoutProfile,
} from './payout-profile';
import type { TaxForm } from './payout.decisions';
import type { Rewind } from './rewind';

const UNKNOWN: readonly PartnerHold[] = ['not_approved'];

/** What the payouts of a program need to know of its partners. */
export class PayoutPartners {
  private readonly records = new PartnerRecords();
  private readonly profiles = new Map<string, PayoutProfile>();
  private readonly holds = new Map<string, readonly PartnerHold[]>();

  constructor(
    private readonly program: ProgramTerms,
    private readonly rewind: Rewind,
  ) {}

  /** Notes a fact; answers the profiles that it changed. */
  noteFact(event: LedgerEvent): PayoutProfile[] {
    const partner = this.records.note(event);
    if (event.type === 'terms.published') return this.noteTerms(event);
    if (event.type === 'payouts.resumed') return this.noteProfile(event.data.partner, event);
    return partner === null ? [] : this.noteProfile(partner, event);
  }

  /** Records that a payout of the partner failed or came back; answers its profile. */
  noteFailure(partner: string, event: EventOf<'payout.failed' | 'payout.returned'>): PayoutProfile {
    const profile = this.profile(partner);
    noteFailure(profile, event);
    return profile;
  }

  /** Terms that have to be acknowledged open a request for every partner approved by then (contract.md, section 1). */
  private noteTerms(event: EventOf<'terms.published'>): PayoutProfile[] {
    const { acknowledge = false, appliesTo, version } = event.data;
    const published = this.program.versions.find((terms) => terms.version === version);
    if (!acknowledge || appliesTo === 'new-partners' || published?.payout.requiresAcknowledgement !== true) return [];
    const approved = this.records.all().filter((record) => isApprovedAt(record, event.time));
    return approved.map(({ partner }) => {
      const profile = this.profile(partner);
      noteTermsToAcknowledge(profile, event);
      return profile;
    });
  }

  private noteProfile(partner: string, event: LedgerEvent): PayoutProfile[] {
    const profile = this.profile(partner);
    return noteInProfile(profile, event) ? [profile] : [];
  }

  noteStanding({ partner, holds }: PartnerStandingChanged): void {
    const before = this.holds.get(partner);
    this.holds.set(partner, holds);
    if (this.rewind.isOn) {
      this.rewind.note(() => (before === undefined ? this.holds.delete(partner) : this.holds.set(partner, before)));
    }
  }

  /** A partner that never applied is not approved. */
  holdsOf(partner: string): readonly PartnerHold[] {
    return this.holds.get(partner) ?? UNKNOWN;
  }

  /** Who set the partner's payout method last; null: nobody, or it does not say. */
  methodSetBy(partner: string): string | null {
    return methodSetBy(this.profile(partner));
  }

  /** The tax forms of a partner, in the order of their times. */
  taxFormsOf(partner: string): readonly TaxForm[] {
    return this.profiles.get(partner)?.taxForms ?? [];
  }

  private profile(partner: string): PayoutProfile {
    let profile = this.profiles.get(partner);
    if (profile === undefined) {
      profile = emptyPayoutProfile(partner);
      this.profiles.set(partner, profile);
    }
    return profile;
  }

  /** What the gate asks of an account at a moment, tier and type as of then. */
  questionOf(account: PayoutAccount, now: Instant): PayoutQuestion {
    const record = this.records.of(account.partner);
    const terms = this.termsOf(account.partner, now);
    return {
      terms,
      calendar: this.program.calendar,
      now,
      standing: {
        tier: tierAt(record, now, terms),
        partnerType: partnerTypeAt(record, now) ?? '',
        holds: this.holdsOf(account.partner),
      },
      profile: profileDecision(this.profile(account.partner)),
      currency: account.currency,
      payableMinor: account.payableMinor,
    };
  }

  /** The terms in force for a partner at a moment. */
  termsOf(partner: string, at: Instant): Terms {
    return termsFor(this.program, at, { partnerApprovedAt: approvedSince(this.records.of(partner)) });
  }
}
