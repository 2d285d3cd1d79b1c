import type { Instant } from '@ledger/kernel/instant';
import type { CreditRole } from '@ledger/contracts/claim-schemas';
import { CLAIM_KINDS } from '@ledger/program/terms';

export interface Credit {
  readonly partner: string;
  readonly role: CreditRole;
  /** Relative, for sourced credits; null for influenced ones. */
  readonly weight: number | null;
}

/** Why a claim or touchpoint gives no credit. */
export const LOST_REASONS = [
  ...(['later', 'lower_priority', 'expired', 'protection_ended', 'after_direct_contact', 'window_passed'] as const),
  ...(['not_approved', 'self_referral', 'after_settling', 'overridden', 'unknown_code'] as const),
] as const;
export type LostReason = (typeof LOST_REASONS)[number];

/** How a partner can be introduced to a customer. */
export const INTRODUCTION_KINDS = [...CLAIM_KINDS, 'touchpoint'] as const;
export type IntroductionKind = (typeof INTRODUCTION_KINDS)[number];

/** A claim or touchpoint with all that can be said of it whatever the moment of settling. */
export interface Introduction {
  /** Null: a sign-up with a code that nobody owns. */
  readonly partner: string | null;
  readonly claim: IntroductionKind;
  readonly claimedAt: Instant;
  /** As of when it counts: its own time, or the close for a sign-up within its grace. */
  readonly countedAt: Instant;
  /** Order among claims of the same time. */
  readonly id: string;
  readonly source: string;
  /** Why it can never count; null: it may. */
  readonly barred: LostReason | null;
  readonly role: CreditRole;
  /** The partner's tier at the introduction; null where there are none. */
  readonly tier: string | null;
  /** First moment at which it no longer introduces (expiry, end of a protection, 90 days after a touchpoint…); null: never. */
  readonly endsAt: Instant | null;
}

export interface LostClaim {
  readonly partner: string | null;
  readonly claim: IntroductionKind;
  readonly claimedAt: Instant;
  readonly reason: LostReason;
}

/** The credits of a customer's revenue whose earning event is at `fromAt` (null: the beginning) or later, up to the next span. */
export interface CreditSpan {
  readonly fromAt: Instant | null;
  readonly credits: readonly Credit[];
  /** The override that gave them; null: they are what was settled. */
  readonly override: { readonly id: string; readonly source: string } | null;
}

/** What is known of a customer's attribution changed. Credits are those of the settling, or of the program's clock while provisional. */
export interface AttributionChanged {
  readonly type: 'AttributionChanged';
  readonly customer: string;
  readonly settledAt: Instant | null;
  readonly credits: readonly Credit[];
  /** At least one, in the order of their beginnings; the first begins before everything. */
  readonly spans: readonly CreditSpan[];
  /** In the order of their times; with the spans all that is needed to settle at any other moment. */
  readonly introductions: readonly Introduction[];
  readonly termsVersion: number;
}

export type AttributionDecision = AttributionChanged;
