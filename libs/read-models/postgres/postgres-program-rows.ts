import type { Instant } from '@ledger/kernel/instant';
import type { ProgramRows } from '../ledger-rows';
import { undatedAnomalies, type AnomalyRow } from '../tables/anomalies';
import type { OpenAccount } from '../tables/accounts';
import { attributionList, type AttributionRow } from '../tables/attributions';
import { lineList, type LineWithHolds } from '../tables/lines';
import { partnerList, type PartnerWithCustomers } from '../tables/partners';
import { profileList, type PayoutProfileRow } from '../tables/payout-profiles';
import { payoutList, type PayoutRow } from '../tables/payouts';
import type { ProgramRow } from '../tables/programs';
import { postingList, type PostingRow } from '../tables/postings';
import { printedRejections, type RejectedRow } from '../tables/rejected';
import { monthList, type StatementMonthRow } from '../tables/statement-months';
import { accountTotals, type TrialBalanceRow } from '../tables/trial-balance';
import { readAll } from './queries/list-query';
import { readOpenAccounts } from './queries/open-accounts';
import type { ProgramSnapshot } from './queries/program-snapshot';
import type { Sql } from './sql';

/** The rows of one program, read through cursors: no matter how many there are, a portion at a time is in memory. */
export class PostgresProgramRows implements ProgramRows {
  private readonly snapshot: ProgramSnapshot;

  constructor(
    sql: Sql,
    schema: string,
    readonly about: ProgramRow,
  ) {
    this.snapshot = { sql, schema, about };
  }

  partners(): AsyncIterable<PartnerWithCustomers> {
    return readAll(this.snapshot, partnerList(this.snapshot));
  }

  attributions(): AsyncIterable<AttributionRow> {
    return readAll(this.snapshot, attributionList(this.snapshot));
  }

  lines(): AsyncIterable<LineWithHolds> {
    return readAll(this.snapshot, lineList(this.snapshot, {}));
  }

  months(): AsyncIterable<StatementMonthRow> {
    return readAll(this.snapshot, monthList(this.snapshot));
  }

  payouts(): AsyncIterable<PayoutRow> {
    return readAll(this.snapshot, payoutList(this.snapshot, {}));
  }

  openAccounts(asOf: Instant): AsyncIterable<OpenAccount> {
    return readOpenAccounts(this.snapshot, asOf);
  }

  payoutProfiles(): AsyncIterable<PayoutProfileRow> {
    return readAll(this.snapshot, profileList(this.snapshot));
  }

  trialBalance(): AsyncIterable<TrialBalanceRow> {
    return readAll(this.snapshot, accountTotals(this.snapshot));
  }

  /** In the order of `byPosting`; memory keeps no journal beside its lines. */
  postings(): AsyncIterable<PostingRow> {
    return readAll(this.snapshot, postingList(this.snapshot));
  }

  rejected(): AsyncIterable<RejectedRow> {
    return readAll(this.snapshot, printedRejections(this.snapshot));
  }

  anomalies(): AsyncIterable<AnomalyRow> {
    return readAll(this.snapshot, undatedAnomalies(this.snapshot));
  }
}
