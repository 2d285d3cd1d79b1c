import { EventStoreError } from '@ledger/event-store/event-store-error';
import { postgresFailure } from '@ledger/event-store/postgres/postgres-failure';

/** Whether a failure of a store or of Postgres may pass by itself: it is away, overloaded, starting, or not set up yet. */
export function mayPass(error: unknown): boolean {
  if (error instanceof EventStoreError) return error.code === 'unreachable' || error.code === 'not_ready';
  const isOfPostgres =
    error instanceof Error && ('code' in error || /timeout|Connection terminated/i.test(error.message));
  return isOfPostgres && mayPass(postgresFailure(error, {}));
}
