import type { Rail } from '@ledger/contracts/decided-words';
import type { AppliesTo } from '@ledger/contracts/program-schemas';
import type { Interval, LineKind } from '@ledger/contracts/revenue-schemas';
import type { Instant } from '@ledger/kernel/instant';
import type { AmountMinor } from '@ledger/kernel/money';
import type { Rate } from '@ledger/kernel/rate';
import type { ApplicationForm } from './joining/application-form';
import type { WorkingDays } from './joining/working-days';

export type { Interval, LineKind, Rail };

/** One version of a program's terms, as the engine reads it: everything that a program decides is in here. */
export interface Terms {
  readonly program: string;
  readonly version: number;
  readonly effectiveFrom: Instant;
  readonly appliesTo: AppliesTo;
  /** IANA zone of months, quarters, dates and payout runs. */
  readonly timeZone: string;
  readonly partnerTypes: readonly PartnerType[];
  /** Days on which applications are reviewed and conflicts settled; null: every day but Saturday and Sunday, in the program's time zone. */
  readonly workingDays: WorkingDays | null;
  /** Within how many working days an application is reviewed; null: the terms do not say. */
  readonly reviewBusinessDays: number | null;
  /** How many enrol themselves from one network address in a day; null: the terms do not say. */
  readonly selfEnrolmentsPerDay: number | null;
  /** Requirements that must be met when an application is approved. */
  readonly approvalRequires: readonly string[];
  /** Lowest first; everyone starts at the first. Empty: the program has no tiers. */
  readonly tiers: readonly Tier[];
  /** `collected`: invoice.paid earns; `billed`: invoice.issued earns. */
  readonly earnOn: 'collected' | 'billed';
  /** Lines stay in hold while the customer has no activation that stands. */
  readonly requiresActivation: boolean;
  readonly earnings: readonly Earning[];
  readonly clearing: readonly Clearing[];
  readonly clawbacks: readonly Clawback[];
  /** Tiers whose refunds within the quarter of the earning event are taken back when the quarter ends. */
  readonly trueUpTiers: readonly string[];
  readonly bonus: Bonus | null;
  readonly promotion: Promotion | null;
  readonly claims: ClaimTerms;
  /** Tried in this order: the first stage that has a sourced introduction decides. */
  readonly competition: readonly CompetitionStage[];
  readonly salesContact: SalesContact | null;
  readonly influence: Influence | null;
  /** Where links lead; null: nothing is said of it. */
  readonly links: LinkTerms | null;
  /** Whether an ended engagement stops a customer's revenue from earning for a partner. */
  readonly engagement: boolean;
  /** Whether a partner may take no revenue share for a while. */
  readonly optOut: boolean;
  /** A requirement without which the partner is inactive and held. */
  readonly certification: string | null;
  readonly violations: ViolationLadder | null;
  readonly activity: ActivityTerms | null;
  readonly payout: PayoutTerms;
}

export const CLAIM_KINDS = ['signup', 'lead', 'registration', 'protection'] as const;
export type ClaimKind = (typeof CLAIM_KINDS)[number];

export interface PartnerType {
  readonly name: string;
  readonly application: boolean;
  readonly selfEnrolment: boolean;
  /** Else a partner of this type is shown a pseudonym of each customer, everywhere. */
  readonly seesCustomerNames: boolean;
  /** Whether it may be in the public directory. */
  readonly listed: boolean;
  /** Whether it gives first-line support to the customers that it brought. */
  readonly firstLineSupport: boolean;
  /** With what it applies; null: with a plain form. */
  readonly form: ApplicationForm | null;
}

export interface Tier {
  readonly name: string;
  readonly requires: readonly string[];
  readonly jointCustomers: number;
}

/** What a kind of line earns. The first entry that matches the partner's tier and type and the line's kind and interval applies. */
export interface Earning {
  readonly tier: string | null;
  readonly partnerType: string | null;
  readonly kind: LineKind;
  readonly interval: Interval | null;
  readonly rate: Rate;
  /** The range in which `partner.rate_set` may set a partner's own rate; null: it does not touch this entry. */
  readonly negotiable: RateRange | null;
  readonly duration: Duration;
}

export interface RateRange {
  readonly atLeast: Rate;
  readonly atMost: Rate;
}

export type Duration =
  | { readonly type: 'lifetime' }
  | { readonly type: 'first-payment' }
  | { readonly type: 'months'; readonly months: number; readonly from: 'first-service' | 'first-earning' };

/** The first entry that matches the tier applies (null: any). */
export interface Clearing {
  readonly tier: string | null;
  readonly clearingDays: number;
}

export interface Clawback {
  readonly tier: string | null;
  readonly windowDays: number;
  readonly returns: 'all' | 'pro-rata';
}

/** From `wins` won customers in a quarter on, all that the quarter earns is paid at `rate`. */
export interface Bonus {
  readonly wins: number;
  readonly rate: Rate;
}

export interface Promotion {
  readonly name: string;
  readonly slots: number;
  readonly rate: Rate;
}

export interface ClaimTerms {
  readonly signups: SignupTerms | null;
  readonly leads: boolean;
  readonly registrations: RegistrationTerms | null;
  readonly protections: { readonly tier: string; readonly limit: number } | null;
}

export interface SignupTerms {
  readonly clickWindowDays: number;
  /** A sign-up at most so long after the close counts where no valid sourced claim is there; 0: none does. */
  readonly graceMinutes: number;
}

export interface RegistrationTerms {
  /** At most this long after first contact; null: no deadline. */
  readonly deadlineDays: number | null;
  /** Valid for this long; null: for good. */
  readonly validDays: number | null;
  /** How often an expired one may be registered again. */
  readonly reregistrations: number;
  readonly evidence: boolean;
}

/** A stage of the competition between sourced introductions: the first one wins; partners of a sharing tier share with it. */
export interface CompetitionStage {
  readonly claims: readonly ClaimKind[];
  /** Only introductions made in these tiers; empty: any. */
  readonly tiers: readonly string[];
  /** If the winner is of one of these tiers, all partners of its tier with an introduction of this stage share equally. */
  readonly sharedBy: readonly string[];
}

/** A claim of a kind, made in one of these tiers (empty: any). */
export interface ClaimSelector {
  readonly claim: ClaimKind;
  readonly tiers: readonly string[];
}

/** What an earlier contact by the program's own sales does to an introduction. */
export interface SalesContact {
  /** Sourced even when sales was active. */
  readonly staysSourced: readonly ClaimSelector[];
  /** After any contact, active or dormant, these introduce nothing. */
  readonly introducesNothing: readonly ClaimSelector[];
}

export interface Influence {
  /** Of the partner's own rate. */
  readonly share: Rate;
  readonly touchpointWindowDays: number;
}

/** Where the links of partners lead: information only, no amount follows from it. */
export interface LinkTerms {
  /** Where a link without a page of its own leads, and one that is unknown or archived; null: nowhere. */
  readonly home: string | null;
  /** A link's page is one of these or lies below one. */
  readonly targets: readonly string[];
}

/** Recorded violations: a warning, from `holdAt` a hold, from `terminateAt` on termination. */
export interface ViolationLadder {
  readonly holdAt: number;
  readonly terminateAt: number;
}

/** Status by activity: information only. */
export interface ActivityTerms {
  readonly windowMonths: number;
  readonly graceMonths: number;
  readonly newCustomersPerYear: number;
  readonly lockAtCustomers: number;
  readonly lockYears: number;
}

export interface PayoutTerms {
  readonly rails: readonly Rail[];
  /** Used where no payout method is set; null: nothing is paid without one. */
  readonly defaultRail: Rail | null;
  readonly requiresTaxForm: boolean;
  readonly requiresAcknowledgement: boolean;
  /** The first entry that matches applies. */
  readonly schedules: readonly PayoutSchedule[];
  readonly minimums: readonly PayoutMinimum[];
  readonly fees: readonly PayoutFee[];
  /** Which payouts somebody must approve; null: none. */
  readonly approval: PayoutApproval | null;
  /** A payout method with another rail or account than the one before it pays only so many × 24 h later; 0: at once. */
  readonly newMethodWaitDays: number;
  /** Withheld where a tax form is missing or expired; null: nothing, unless the partner has a rate of its own. */
  readonly withholding: PayoutWithholding | null;
}

/** A payout above the amount of its currency is proposed first; in a currency not named, every payout. */
export interface PayoutApproval {
  readonly aboveMinor: Readonly<Record<string, AmountMinor>>;
}

export interface PayoutWithholding {
  readonly rate: Rate;
  readonly when: 'tax-form-missing';
}

export interface PayoutSchedule {
  readonly tier: string | null;
  readonly partnerType: string | null;
  readonly rail: Rail | null;
  readonly every: 'day' | 'month' | 'quarter';
}

export interface PayoutMinimum {
  readonly partnerType: string | null;
  readonly rail: Rail | null;
  readonly amountsMinor: Readonly<Record<string, AmountMinor>>;
}

/** `round(gross × rate) + fixed`, borne by the partner; a currency not named has no fixed part. */
export interface PayoutFee {
  readonly rail: Rail | null;
  readonly rate: Rate;
  readonly fixedMinor: Readonly<Record<string, AmountMinor>>;
  /** Who bears it when the payout is returned. */
  readonly onReturn: 'ours' | 'partner';
}
