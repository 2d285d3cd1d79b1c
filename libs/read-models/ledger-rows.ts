import type { Instant } from '@ledger/kernel/instant';
import type { OpenAccount } from './tables/accounts';
import type { AnomalyRow } from './tables/anomalies';
import type { AttributionRow } from './tables/attributions';
import type { LineWithHolds } from './tables/lines';
import type { PartnerWithCustomers } from './tables/partners';
import type { PayoutProfileRow } from './tables/payout-profiles';
import type { PayoutRow } from './tables/payouts';
import type { ProgramRow } from './tables/programs';
import type { RejectedRow } from './tables/rejected';
import type { StatementMonthRow } from './tables/statement-months';
import type { TrialBalanceRow } from './tables/trial-balance';

/**
 * The stored rows of one program as facts, without a moment. Each is sorted by Unicode code points, by the fields that
 * the contract names (section 2); reading one to its end does not disturb another.
 */
export interface ProgramRows {
  /** Which program, and how far its log has come. */
  readonly about: ProgramRow;
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
