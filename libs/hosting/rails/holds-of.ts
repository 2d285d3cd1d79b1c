import type { Pool } from 'pg';
import { PostgresRailHolds } from '@ledger/rails/desk/postgres-rail-holds';
import type { PostgresRecoveries } from '@ledger/rails/desk/postgres-recoveries';
import type { RailHolds } from '@ledger/rails/sender/rail-holds';

/** What stops sending: a restored ledger, and a copy of one, send by no rail. */
export function holdsOf(pool: Pool, recoveries: PostgresRecoveries): RailHolds {
  const holds = new PostgresRailHolds(pool);
  return { heldBy: async (program, rail) => (await recoveries.heldBy()) ?? holds.heldBy(program, rail) };
}
