import type { Pool } from 'pg';
import { ledgerIdAt } from '@ledger/rails/desk/ledger-id';
import { PostgresOnboardings } from '@ledger/rails/desk/postgres-onboardings';
import type { PostgresRecoveries } from '@ledger/rails/desk/postgres-recoveries';
import type { OnboardingRail } from '@ledger/rails/onboarding/onboard';
import { OnboardingOffice } from '@ledger/rails/onboarding/onboarding-office';

export interface OfficePlace {
  readonly pool: Pool;
  /** Whether this ledger may ask rails at all. */
  readonly recoveries: PostgresRecoveries;
  /** What makes the accounts. */
  readonly rail: OnboardingRail;
}

/** Where partners are brought on to Stripe, on the tables of a ledger. */
export function stripeOfficeOf({ pool, recoveries, rail }: OfficePlace): OnboardingOffice {
  return new OnboardingOffice({
    name: 'stripe',
    rail,
    desk: new PostgresOnboardings(pool),
    ledger: () => ledgerIdAt(pool, 0n),
    heldBy: () => recoveries.heldBy(),
  });
}
