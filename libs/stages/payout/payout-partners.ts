import type { LedgerEvent } from '@ledger/contracts/events';
import type { Instant } from '@ledger/kernel/instant';
import { termsFor, type ProgramTerms } from '@ledger/program/program-terms';
import type { Terms } from '@ledger/program/terms';
import { approvedSince, partnerTypeAt, tierAt } from '../facts/partner-at';
import type { PartnerRecord } from '../facts/partner-record';
import { PartnerRecords } from '../facts/partner-records';
import type { PartnerHold, PartnerStandingChanged } from '../partner-status/status.decisions';
import type { PayoutAccount } from './payout-account';
import type { PayoutQuestion } from './payout-gate';
import { emptyPayoutProfile, profileDecision, recordPayoutProfile, type PayoutProfile } from './payout-profile';

const UNKNOWN: readonly PartnerHold[] = ['not_approved'];

/** What the payouts of a program need to know of its partners. */
export class PayoutPartners {
  private readonly records = new PartnerRecords();
  private readonly profiles = new Map<string, PayoutProfile>();
  private readonly holds = new Map<string, readonly PartnerHold[]>();

  constructor(private readonly program: ProgramTerms) {}

  /** Records a fact; answers the profile that it changed, if it changed one. */
  recordFact(event: LedgerEvent): PayoutProfile | null {
    const partner = this.records.record(event);
    if (partner === null) return null;
    const profile = this.profile(partner);
    return recordPayoutProfile(profile, event) ? profile : null;
  }

  recordStanding({ partner, holds }: PartnerStandingChanged): void {
    this.holds.set(partner, holds);
  }

  /** A partner that never applied is not approved. */
  holdsOf(partner: string): readonly PartnerHold[] {
    return this.holds.get(partner) ?? UNKNOWN;
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
    const terms = this.termsOf(record, now);
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

  private termsOf(record: PartnerRecord, at: Instant): Terms {
    return termsFor(this.program, at, { partnerApprovedAt: approvedSince(record) });
  }
}
