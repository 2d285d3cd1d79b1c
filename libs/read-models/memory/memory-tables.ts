import type { ProgramStore } from '../projection/apply-entry';
import { TABLES } from '../projection/tables';
import { accountApprovals } from '../tables/account-approvals';
import { accounts } from '../tables/accounts';
import { anomalies } from '../tables/anomalies';
import { attributions } from '../tables/attributions';
import { countedCustomers } from '../tables/counted-customers';
import { invoiceHolds } from '../tables/invoice-holds';
import { partners } from '../tables/partners';
import { payoutProfiles } from '../tables/payout-profiles';
import { payouts } from '../tables/payouts';
import { programs } from '../tables/programs';
import { promotions } from '../tables/promotions';
import { statementMonths } from '../tables/statement-months';
import { trialBalance } from '../tables/trial-balance';
import { MemoryLines } from './memory-lines';
import { MemoryLatest, MemoryRejected, MemorySums } from './memory-rows';

/** All rows of one program that memory keeps, by the names of their tables; what only lists are made from is kept in Postgres alone. */
export function emptyTables() {
  return {
    programs: new MemorySums(programs),
    partners: new MemoryLatest(partners),
    promotions: new MemoryLatest(promotions),
    counted_customers: new MemoryLatest(countedCustomers),
    attributions: new MemoryLatest(attributions),
    lines: new MemoryLines(),
    invoice_holds: new MemoryLatest(invoiceHolds),
    accounts: new MemorySums(accounts),
    account_approvals: new MemoryLatest(accountApprovals),
    statement_months: new MemorySums(statementMonths),
    payouts: new MemoryLatest(payouts),
    payout_profiles: new MemoryLatest(payoutProfiles),
    trial_balance: new MemorySums(trialBalance),
    rejected: new MemoryRejected(),
    anomalies: new MemoryLatest(anomalies),
  };
}

export type MemoryTables = ReturnType<typeof emptyTables>;

/** The same as what the fold of the log writes into. */
export function storeOf(tables: MemoryTables): ProgramStore {
  return TABLES.map(({ name }) => (tables as Readonly<Record<string, object>>)[name] ?? null);
}
