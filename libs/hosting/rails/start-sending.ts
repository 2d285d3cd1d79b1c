import { randomUUID } from 'node:crypto';
import type { EventStore } from '@ledger/event-store/event-store';
import type { Instant } from '@ledger/kernel/instant';
import { endsInTime } from '@ledger/machine/in-time';
import { Alarm } from '@ledger/rails/sender/alarm';
import { PostgresBatches } from '@ledger/rails/desk/postgres-batches';
import { ledgerIdAt } from '@ledger/rails/desk/ledger-id';
import { PostgresPayoutLeases } from '@ledger/rails/desk/postgres-payout-leases';
import { PostgresNoticeInbox } from '@ledger/rails/desk/postgres-notice-inbox';
import { PostgresOnboardings } from '@ledger/rails/desk/postgres-onboardings';
import { PostgresBodySeal } from '@ledger/rails/desk/postgres-body-seal';
import type { PostgresRecoveries } from '@ledger/rails/desk/postgres-recoveries';
import { PostgresReconciliations } from '@ledger/rails/desk/postgres-reconciliations';
import { PostgresSettledTransfers } from '@ledger/rails/desk/postgres-settled-transfers';
import { PostgresWatchedTransfers } from '@ledger/rails/desk/postgres-watched-transfers';
import { EventStoreSendingLog } from '@ledger/rails/log/event-store-sending-log';
import type { BatchDesk } from '@ledger/rails/manual/batch-desk';
import { keepingUpWithDesk } from '@ledger/rails/manual/keep-up-with-desk';
import { ManualRail, ManualReturns } from '@ledger/rails/manual/manual-rail';
import type { PayingRail } from '@ledger/rails/rail';
import { findDestination } from '@ledger/rails/sender/find-destination';
import { OpenPayouts } from '@ledger/rails/sender/open-payouts';
import { PayoutSender } from '@ledger/rails/sender/payout-sender';
import { heedRails, type WatchedRail } from '@ledger/rails/sender/heed-rails';
import { sendPayouts } from '@ledger/rails/sender/send-payouts';
import { settlingOnce } from '@ledger/rails/sender/settling-once';
import { TransferWatch } from '@ledger/rails/sender/watch-transfers';
import type { LedgerRuntime } from '@ledger/runner/ledger-runtime';
import type { PersonalDataStore } from '@ledger/runner/personal/personal-data-store';
import type { Pool } from 'pg';
import { holdsOf } from './holds-of';
import { reconcileDaily } from './reconcile-daily';
import { reconciliationGround } from './reconciliation-ground';
import { withFailpoints } from './with-failpoints';

export interface SendingPlace {
  readonly store: EventStore;
  readonly pool: Pool;
  /** Whether this ledger may send at all. */
  readonly recoveries: PostgresRecoveries;
  readonly personalData: PersonalDataStore;
  /** Passes a moment at which a test of recovery may want this process to die. */
  readonly failpoint: (name: string) => void;
  readonly runtime: Pick<LedgerRuntime, 'offer'>;
  readonly programs: () => Promise<readonly string[]>;
  /** By what a program's waits run; null: its clock shows nothing yet. */
  readonly clockOf: (program: string) => Instant | null;
  readonly rails: ReadonlyMap<string, WatchedRail>;
  readonly warn: (line: string) => void;
}

/** So long after a sender died another may have its payout; who works on one renews its lease more often. */
const LEASE_MS = 10_000;
const RENEW_MS = 3_000;
/** A request that is under way when the process stops is waited for; a later sender finds out what became of it. */
const STOP_WITHIN_MS = 5_000;
/** Whoever notes that money came back leaves a notice. */
const MANUAL_RECHECK_MS = 86_400_000;
const MANUAL = 'manual';

/**
 * Sends the payouts of a ledger by its rails, and tells it what people said of those by hand, beside everything else.
 * Answers what ends it.
 */
export async function startSending(place: SendingPlace): Promise<() => Promise<void>> {
  const { store, pool, recoveries, personalData, failpoint, runtime, programs, clockOf, warn } = place;
  const seal = new PostgresBodySeal(pool);
  const log = new EventStoreSendingLog(store, seal);
  const settled = new PostgresSettledTransfers(pool);
  const desk = new PostgresBatches(pool);
  const byHand = keepingUpWithDesk({ log, desk, seal });
  const rails = new Map([...place.rails, [MANUAL, manualRail(desk)]]);
  const openRail = (rail: PayingRail, name: string) =>
    withFailpoints({ rail, log: settlingOnce(name === MANUAL ? byHand : log, name, settled) }, failpoint);
  const ledger = await ledgerIdAt(pool, 0n);
  await sayWhyHeld(recoveries, warn);
  const sender = new PayoutSender({
    ledgerOf: ({ madeAt }) => ledgerIdAt(pool, madeAt),
    rails: new Map([...rails].map(([name, { rail }]) => [name, openRail(rail, name)])),
    leases: new PostgresPayoutLeases(pool, LEASE_MS),
    holds: holdsOf(pool, recoveries),
    holder: randomUUID(),
    renewMs: RENEW_MS,
    destinationOf: (payout) => findDestination(payout, { store, personalData }),
    runtime,
    clockOf,
  });
  const stopping = new AbortController();
  const payouts = new OpenPayouts(store);
  const alarm = new Alarm();
  const sending = sendPayouts({ payouts, sender, programs, clockOf, warn, alarm }, stopping.signal);
  const transfers = new PostgresWatchedTransfers(pool);
  const watch = new TransferWatch({ ledger, transfers, payouts, runtime, clockOf, warn });
  const inbox = new PostgresNoticeInbox(pool, LEASE_MS);
  const heeding = heedRails(
    { rails, inbox, watch, alarm, onboardings: new PostgresOnboardings(pool), warn },
    stopping.signal,
  );
  const ground = reconciliationGround({ store, pool, personalData, programs });
  const reports = new PostgresReconciliations(pool);
  const comparing = reconcileDaily({ rails, ground, desk: reports, clockOf, warn }, stopping.signal);
  return async () => {
    stopping.abort();
    await endsInTime(
      Promise.all([sending, heeding, comparing]).then(() => undefined),
      STOP_WITHIN_MS,
    );
  };
}

async function sayWhyHeld(recoveries: PostgresRecoveries, warn: (line: string) => void): Promise<void> {
  const held = await recoveries.heldBy();
  if (held !== null) warn(`payouts: nothing is sent, ${held.by} says why: ${held.reason}`);
}

/** Payouts by hand need no key: they are part of every ledger. */
function manualRail(desk: BatchDesk): WatchedRail {
  return { rail: new ManualRail(desk), returns: new ManualReturns(desk), recheckMs: MANUAL_RECHECK_MS };
}
