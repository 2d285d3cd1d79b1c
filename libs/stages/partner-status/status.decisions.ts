import type { ApplicationStep, PartnerHold } from '@ledger/contracts/decided-words';
import type { CalendarDate, Quarter } from '@ledger/kernel/calendar';
import type { Instant } from '@ledger/kernel/instant';

export type { PartnerHold };

/** The standing of a partner by all recorded facts; what depends on the moment is computed when it is read. */
export interface PartnerStandingChanged {
  readonly type: 'PartnerStandingChanged';
  readonly partner: string;
  readonly partnerType: string;
  readonly tier: string | null;
  readonly application: ApplicationStep;
  /** First approval or enrolment; null: never. */
  readonly approvedAt: Instant | null;
  readonly terminated: boolean;
  /** Sorted; what keeps its lines in hold and its payable lines from being paid. */
  readonly holds: readonly PartnerHold[];
  /** The active-until date that an admin set last; null: none. */
  readonly activeUntil: CalendarDate | null;
  /** Since when: the program's clock, or when a version of the terms came into force that holds otherwise. */
  readonly decidedAt: Instant;
}

/** A partner took a slot of the promotion and holds its rate for good. */
export interface PromotionGranted {
  readonly type: 'PromotionGranted';
  readonly partner: string;
  readonly promotion: string;
  readonly rate: string;
}

/** An activated customer that is sourced to the partner, with its first activation that stands; `wonIn`: the quarter that it is a win in. */
export interface CustomerCounted {
  readonly type: 'CustomerCounted';
  readonly partner: string;
  readonly customer: string;
  readonly activatedAt: Instant;
  readonly wonIn: Quarter | null;
}

export interface CustomerUncounted {
  readonly type: 'CustomerUncounted';
  readonly partner: string;
  readonly customer: string;
}

/** The number of a partner's wins in a quarter changed to `wins`. */
export interface WinsChanged {
  readonly type: 'WinsChanged';
  readonly partner: string;
  readonly quarter: Quarter;
  readonly wins: number;
  /** The customers that became wins of the quarter, and that are none any more; null: a release before this one recorded it. */
  readonly added: readonly string[] | null;
  readonly removed: readonly string[] | null;
}

export type StatusDecision =
  PartnerStandingChanged | PromotionGranted | CustomerCounted | CustomerUncounted | WinsChanged;
