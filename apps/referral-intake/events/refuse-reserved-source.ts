import { reservedClaim } from '@ledger/contracts/reserved-sources';
import type { Instant } from '@ledger/kernel/instant';
import type { ServiceToken } from '@ledger/service-kit/access/principal';
import { Problem } from '@ledger/service-kit/problems/problem';

/** With this header an administrator restores a log, ticks of its clock included (`ledger ingest --restore`). */
export const RESTORE_HEADER = 'ledger-restore';

const INSTEAD = { source: 'send it under one of your own', clock: 'leave the field out' } as const;

/** Who sends events, and when. */
export interface Sender {
  readonly caller: ServiceToken;
  readonly restores: boolean;
  readonly now: Instant;
}

/**
 * Refuses a whole request, before anything of it is recorded, that holds an event which says what only the ledger itself
 * says: it could stop or run away with the ledger's clock. Only who restores a log, with a token of kind `admin`, may
 * send such events.
 */
export function refuseReservedSource({ caller, restores, now }: Sender, values: readonly unknown[]): void {
  if (restores && caller.kind === 'admin') return;
  for (const [index, value] of values.entries()) {
    const claim = reservedClaim(value, now);
    if (claim === null) continue;
    const { field, says } = claim;
    throw new Problem(
      'source-reserved',
      `Event ${index} (counted from 0) ${says}: ${INSTEAD[field]}. (An administrator restores a log with: ` +
        'ledger ingest --restore FILE) Nothing of this request was recorded.',
      { extensions: { index }, errors: [{ field: `events[${index}].${field}`, detail: says }] },
    );
  }
}
