import type { OpenLedger } from '@ledger/hosting/storage/open-ledger';
import { PostgresReconciliations } from '@ledger/rails/desk/postgres-reconciliations';
import { RULINGS } from '@ledger/rails/reconciliation/difference';

/** A row of `payouts list`; what a difference between log and rail does not concern is null. */
export interface ListedPayout {
  readonly program: string | null;
  readonly payout: string | null;
  readonly partner: string | null;
  readonly rail: string;
  readonly netMinor: string | null;
  readonly currency: string;
  readonly state: string | null;
  readonly attempt: number | null;
  readonly forPerson: string | null;
}

/** The differences of the last reconciliation of each rail that nothing but a person ends, of all programs or one. */
export async function differencesForPerson({ pool }: OpenLedger, program: string | null): Promise<ListedPayout[]> {
  const kept = await new PostgresReconciliations(pool).latest({ ofOne: false });
  return kept.flatMap(({ report: { rail, differences } }) =>
    differences
      .filter(({ kind }) => RULINGS[kind].needsPerson)
      .filter((each) => program === null || each.program === null || each.program === program)
      .map(({ kind, program: of, payout, partner, transfer, currency, ledgerMinor, railMinor }) => ({
        ...{ program: of, payout, partner, rail, currency },
        netMinor: (railMinor ?? ledgerMinor)?.toString() ?? null,
        state: 'DIFFERS',
        attempt: null,
        forPerson: `${kind}${transfer === null ? '' : ` (${transfer})`}: ${RULINGS[kind].todo}`,
      })),
  );
}
