import type { Instant } from '@ledger/kernel/instant';
import type { LineWithHolds, OpenAccount, PartnerWithCustomers, ProgramRows } from '../ledger-rows';
import type { AnomalyRow } from '../tables/anomalies';
import type { AttributionRow } from '../tables/attributions';
import type { PayoutProfileRow } from '../tables/payout-profiles';
import type { PayoutRow } from '../tables/payouts';
import type { ProgramRow } from '../tables/programs';
import type { RejectedRow } from '../tables/rejected';
import type { StatementMonthRow } from '../tables/statement-months';
import type { TrialBalanceRow } from '../tables/trial-balance';
import { cursorRows } from './cursor-rows';
import * as queries from './row-queries';
import type { Sql } from './sql';
import * as stored from './stored-rows';
import { encodeText } from './text-codec';

/** The rows of one program, read through cursors: no matter how many there are, a portion at a time is in memory. */
export class PostgresProgramRows implements ProgramRows {
  constructor(
    private readonly sql: Sql,
    private readonly schema: string,
    readonly program: ProgramRow,
  ) {}

  partners(): AsyncIterable<PartnerWithCustomers> {
    return this.read(queries.partnersQuery, stored.toPartner);
  }

  attributions(): AsyncIterable<AttributionRow> {
    return this.read(queries.attributionsQuery, stored.toAttributionRow);
  }

  lines(): AsyncIterable<LineWithHolds> {
    return this.read(queries.linesQuery, stored.toLine);
  }

  months(): AsyncIterable<StatementMonthRow> {
    return this.read(queries.monthsQuery, stored.toMonthRow);
  }

  payouts(): AsyncIterable<PayoutRow> {
    return this.read(queries.payoutsQuery, stored.toPayoutRow);
  }

  openAccounts(asOf: Instant): AsyncIterable<OpenAccount> {
    return this.read(queries.openAccountsQuery, stored.toOpenAccount, [asOf]);
  }

  payoutProfiles(): AsyncIterable<PayoutProfileRow> {
    return this.read(queries.payoutProfilesQuery, stored.toProfileRow);
  }

  trialBalance(): AsyncIterable<TrialBalanceRow> {
    return this.read(queries.trialBalanceQuery, stored.toTrialBalanceRow);
  }

  rejected(): AsyncIterable<RejectedRow> {
    return this.read(queries.rejectedQuery, stored.toRejectedRow);
  }

  anomalies(): AsyncIterable<AnomalyRow> {
    return this.read(queries.anomaliesQuery, (row: AnomalyRow) => row);
  }

  private async *read<S extends object, R>(
    query: (schema: string) => string,
    toRow: (stored: S) => R,
    parameters: readonly number[] = [],
  ): AsyncIterable<R> {
    const all = [encodeText(this.program.program), ...parameters];
    for await (const row of cursorRows<S>(this.sql, query(this.schema), all)) yield toRow(row);
  }
}
