import type { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import type { EventStore } from '@ledger/event-store/event-store';
import type { Instant } from '@ledger/kernel/instant';
import { termsAt } from '@ledger/program/program-terms';
import { readLiveTerms } from '@ledger/read-models/postgres/queries/read-terms';
import { ledgerIdAt } from '@ledger/rails/desk/ledger-id';
import { PostgresBatches } from '@ledger/rails/desk/postgres-batches';
import { PostgresBodySeal } from '@ledger/rails/desk/postgres-body-seal';
import { PostgresPayeeBook } from '@ledger/rails/desk/postgres-payee-book';
import type { PostgresRecoveries } from '@ledger/rails/desk/postgres-recoveries';
import { EventStoreSendingLog } from '@ledger/rails/log/event-store-sending-log';
import type { Bank } from '@ledger/rails/manual/bank';
import { BankOffice } from '@ledger/rails/manual/bank-office';
import { MadePayouts } from '@ledger/rails/reconciliation/made-payouts';
import { approverOf } from '@ledger/rails/sender/approver-of';
import { findDestination } from '@ledger/rails/sender/find-destination';
import { OpenPayouts } from '@ledger/rails/sender/open-payouts';
import type { PersonalDataStore } from '@ledger/runner/personal/personal-data-store';
import { holdsOf } from './holds-of';

export interface BankPlace {
  readonly store: EventStore;
  readonly pool: Pool;
  /** Whether this ledger may send at all. */
  readonly recoveries: PostgresRecoveries;
  readonly personalData: PersonalDataStore;
  /** Where the terms are shown. */
  readonly readModels: DataSource;
  /** By what the payouts of a program go; null: its clock shows nothing yet. */
  readonly clockOf: (program: string) => Instant | null;
}

/** All that payouts by hand of a ledger take. */
export function openBank({ store, pool, recoveries, personalData, readModels, clockOf }: BankPlace): Bank {
  const seal = new PostgresBodySeal(pool);
  const payouts = new OpenPayouts(store);
  const made = new MadePayouts(store);
  const [desk, book] = [new PostgresBatches(pool), new PostgresPayeeBook(pool)];
  const office = new BankOffice({
    ledgerAt: (position) => ledgerIdAt(pool, position),
    desk,
    book,
    log: new EventStoreSendingLog(store, seal),
    seal,
    holds: holdsOf(pool, recoveries),
    openPayouts: async (program) => {
      await payouts.follow(() => Promise.resolve([program]));
      return payouts.all.filter((payout) => payout.program === program);
    },
    madePayout: async ({ program, payout }) => {
      await made.follow(() => Promise.resolve([program]));
      return made.all.find((each) => each.program === program && each.payout === payout) ?? null;
    },
    approverOf: (payout) => approverOf(payout, { store, personalData }),
    waitDaysOf: async (program, at) => {
      const terms = (await readLiveTerms(readModels)).get(program);
      return terms === undefined ? 0 : termsAt(terms, at).payout.newMethodWaitDays;
    },
    destinationOf: (payout) => findDestination(payout, { store, personalData }),
    clockOf,
  });
  return { office, desk, book, clockOf };
}
