import type { Quarter } from '@ledger/kernel/calendar';
import type { Instant } from '@ledger/kernel/instant';
import type { AmountMinor } from '@ledger/kernel/money';
import type { LineHold } from '@ledger/stages/commission/commission.decisions';
import type { ApprovalWait } from '@ledger/stages/payout/payout.decisions';
import type { AnomalyRow } from './tables/anomalies';
import type { AttributionRow } from './tables/attributions';
import type { LineRow } from './tables/lines';
import type { PartnerRow } from './tables/partners';
import type { PayoutProfileRow } from './tables/payout-profiles';
import type { PayoutRow } from './tables/payouts';
import type { ProgramRow } from './tables/programs';
import type { RejectedRow } from './tables/rejected';
import type { StatementMonthRow } from './tables/statement-months';
import type { TrialBalanceRow } from './tables/trial-balance';

/** Why a line is still in hold, beside what holds its partner. */
export type HeldReason = 'clearing' | LineHold;

/** A partner with the activated customers that are sourced to it, by the time of their activation. */
export interface PartnerWithCustomers extends PartnerRow {
  readonly counted: readonly { readonly activatedAt: Instant; readonly wonIn: Quarter | null }[];
}

/** A line with what keeps its invoice's lines in hold. */
export interface LineWithHolds {
  readonly row: LineRow;
  readonly invoiceHolds: readonly LineHold[];
}

/** An account with something in hold, payable or in transit. */
export interface OpenAccount {
  readonly partner: string;
  readonly currency: string;
  readonly holdMinor: AmountMinor;
  readonly payableMinor: AmountMinor;
  readonly inTransitMinor: AmountMinor;
  readonly approval: ApprovalWait | null;
  /** When the proposal was made that waits for an approval; null: none does. */
  readonly proposedAt: Instant | null;
  readonly hasPayableLines: boolean;
  readonly hasHeldLines: boolean;
  readonly heldReasons: readonly HeldReason[];
}

/**
 * The stored rows of one program as facts, without a moment. Each is sorted by Unicode code points, by the fields that
 * the contract names (section 2); reading one to its end does not disturb another.
 */
export interface ProgramRows {
  readonly program: ProgramRow;
  /** By partner. */
  partners(): AsyncIterable<PartnerWithCustomers>;
  /** By customer. */
  attributions(): AsyncIterable<AttributionRow>;
  /** By partner, customer, invoice, line, seq. */
  lines(): AsyncIterable<LineWithHolds>;
  /** By partner, currency, month. */
  months(): AsyncIterable<StatementMonthRow>;
  /** By partner, currency, time, id. */
  payouts(): AsyncIterable<PayoutRow>;
  /** By partner, currency; `asOf` tells which lines are still clearing. */
  openAccounts(asOf: Instant): AsyncIterable<OpenAccount>;
  /** By partner. */
  payoutProfiles(): AsyncIterable<PayoutProfileRow>;
  /** By account, currency. */
  trialBalance(): AsyncIterable<TrialBalanceRow>;
  /** By source, id, type, code, detail, then order of arrival. */
  rejected(): AsyncIterable<RejectedRow>;
  /** By code, detail, invoice. */
  anomalies(): AsyncIterable<AnomalyRow>;
}

/** The read models, wherever they are kept. */
export interface LedgerRows {
  /** The programs that an event named, by name; `""` first, where something belonged to no program. */
  programs(): AsyncIterable<ProgramRows>;
}
