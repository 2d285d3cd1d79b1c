import { CLOCK_SOURCE, claimsReservedSource } from '@ledger/contracts/reserved-sources';
import type { CallerToken } from '@ledger/service-kit/auth/caller';
import { Problem } from '@ledger/service-kit/problems/problem';

/** With this header an administrator restores a log, ticks of its clock included (`ledger ingest --restore`). */
export const RESTORE_HEADER = 'ledger-restore';

/**
 * Refuses a whole request, before anything of it is recorded, that holds an event under the ledger's own source: it
 * could stop the ledger's clock. Only who restores a log, with a token of kind `admin`, may send such events.
 */
export function refuseReservedSource(caller: CallerToken, restores: boolean, values: readonly unknown[]): void {
  if (restores && caller.kind === 'admin') return;
  const index = values.findIndex(claimsReservedSource);
  if (index === -1) return;
  throw new Problem(
    'source-reserved',
    `Event ${index} (counted from 0) has the source ${CLOCK_SOURCE}, under which the ledger itself writes: send it under one ` +
      'of your own. (An administrator restores a log with: ledger ingest --restore FILE) Nothing of this request was recorded.',
    { extensions: { index }, errors: [{ field: `events[${index}].source`, detail: `${CLOCK_SOURCE} is reserved` }] },
  );
}
