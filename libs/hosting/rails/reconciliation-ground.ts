import type { Pool } from 'pg';
import type { EventStore } from '@ledger/event-store/event-store';
import { ledgerIdAt } from '@ledger/rails/desk/ledger-id';
import { PostgresBatches } from '@ledger/rails/desk/postgres-batches';
import { PostgresBodySeal } from '@ledger/rails/desk/postgres-body-seal';
import { PostgresReconciliations } from '@ledger/rails/desk/postgres-reconciliations';
import { BodyErased } from '@ledger/rails/log/body-seal';
import { EventStoreSendingLog } from '@ledger/rails/log/event-store-sending-log';
import { MadePayouts } from '@ledger/rails/reconciliation/made-payouts';
import type { ReconciliationGround } from '@ledger/rails/reconciliation/reconcile-rail';
import { findDestination } from '@ledger/rails/sender/find-destination';
import type { PersonalDataStore } from '@ledger/runner/personal/personal-data-store';

export interface ReconciliationPlace {
  readonly store: EventStore;
  readonly pool: Pool;
  readonly personalData: PersonalDataStore;
  readonly programs: () => Promise<readonly string[]>;
}

/** How far back payouts and transfers are compared where a rail moves real money: older ones are watched one by one. */
const DAYS_COMPARED = 35;
const DAY_MS = 86_400_000;

/** Since when they are compared, at a moment of this machine's clock. */
export function comparedSince(nowMs: number): number {
  return nowMs - DAYS_COMPARED * DAY_MS;
}

/** What log and rails are compared by, in a ledger that is open. */
export function reconciliationGround({
  store,
  pool,
  personalData,
  programs,
}: ReconciliationPlace): ReconciliationGround {
  const log = new EventStoreSendingLog(store, new PostgresBodySeal(pool));
  const batches = new PostgresBatches(pool);
  const desk = new PostgresReconciliations(pool);
  return {
    payouts: new MadePayouts(store),
    programs,
    ledgerOf: ({ madeAt }) => ledgerIdAt(pool, madeAt),
    destinationOf: (payout) => findDestination(payout, { store, personalData }),
    toldOf: async (payout) => {
      try {
        return (await log.read(payout)).sending.attempt?.told ?? null;
      } catch (error) {
        if (error instanceof BodyErased) return null;
        throw error;
      }
    },
    byHand: async (payout) => (await batches.linesOf(payout)).at(-1) ?? null,
    decided: (rail) => desk.decided(rail),
  };
}
