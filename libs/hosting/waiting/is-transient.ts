import { postgresFailure } from '@ledger/event-store/postgres/postgres-failure';
import { Fault, faultKindOf } from '@ledger/kernel/fault';

/** Whether a failure may pass by itself: what is needed is away, overloaded, starting, or not set up yet. */
export function isTransient(error: unknown): boolean {
  if (error instanceof Fault) return faultKindOf(error) === 'wait';
  return error instanceof Error && isTransient(postgresFailure(error, {}));
}
