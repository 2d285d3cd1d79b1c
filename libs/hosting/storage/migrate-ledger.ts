import type { Pool } from 'pg';
import { DESK_MIGRATIONS } from '@ledger/desk/desk-migrations';
import { evidence } from '@ledger/documents/evidence/migrations/0001-evidence';
import { issuedDocuments } from '@ledger/documents/issued/migrations/0001-issued-documents';
import { keptDocuments } from '@ledger/documents/issued/migrations/0002-kept-documents';
import { EVENT_STORE_MIGRATIONS } from '@ledger/event-store/postgres/migrate-event-store';
import { postgresFailure } from '@ledger/event-store/postgres/postgres-failure';
import { migrate, MigrationChanged, type Migration } from '@ledger/postgres/migrate';
import { sendingDesk } from '@ledger/rails/desk/migrations/0001-sending-desk';
import { noticesAndReturns } from '@ledger/rails/desk/migrations/0002-notices-and-returns';
import { reconciliations } from '@ledger/rails/desk/migrations/0001-reconciliations';
import { railHolds } from '@ledger/rails/desk/migrations/0003-holds';
import { recoveries } from '@ledger/rails/desk/migrations/0004-recoveries';
import { bankBatches } from '@ledger/rails/desk/migrations/0005-bank-batches';
import { onboardings } from '@ledger/rails/desk/migrations/0006-onboardings';
import { accountChanges } from '@ledger/rails/desk/migrations/0007-account-changes';
import { toldSendings } from '@ledger/rails/desk/migrations/0001-told-sendings';
import { READ_MODEL_MIGRATIONS } from '@ledger/read-models/postgres/read-models-data-source';
import { personalValues } from '@ledger/runner/personal/migrations/0001-personal-values';
import { API_MIGRATIONS } from '@ledger/service-kit/access/migrations/api-migrations';
import { taxPapers } from '@ledger/tax/desk/migrations/0001-tax-papers';
import { webhookDesk } from '@ledger/webhooks/desk/migrations/0001-webhook-desk';
import { clusterBook } from '../service/migrations/0001-cluster-book';
import { laneSkips } from '../service/migrations/0002-lane-skips';

/** Every step of every table of a ledger but those of the read models, which are built anew instead. */
export const LEDGER_MIGRATIONS: readonly Migration[] = [
  ...EVENT_STORE_MIGRATIONS,
  personalValues,
  ...READ_MODEL_MIGRATIONS,
  ...API_MIGRATIONS,
  clusterBook,
  laneSkips,
  sendingDesk,
  noticesAndReturns,
  railHolds,
  recoveries,
  bankBatches,
  onboardings,
  accountChanges,
  toldSendings,
  webhookDesk,
  issuedDocuments,
  taxPapers,
  evidence,
  keptDocuments,
  reconciliations,
  ...DESK_MIGRATIONS,
];

/**
 * Brings the tables of a ledger to what this build needs; does nothing when they are. Answers the names of the steps made.
 *
 * @throws EventStoreError when the server cannot be reached, or refuses
 * @throws MigrationChanged
 */
export async function migrateLedger(pool: Pool): Promise<string[]> {
  try {
    return await migrate(pool, LEDGER_MIGRATIONS);
  } catch (error) {
    throw error instanceof MigrationChanged ? error : postgresFailure(error, pool.options);
  }
}
