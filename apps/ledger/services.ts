import type { Type } from '@nestjs/common';
import { AttributionModule } from '@apps/attribution/attribution.module';
import { CommissionModule } from '@apps/commission/commission.module';
import { PartnerStatusModule } from '@apps/partner-status/partner-status.module';
import { PayoutModule } from '@apps/payout/payout.module';
import { ReferralIntakeModule } from '@apps/referral-intake/referral-intake.module';

/** The five services, for a process that runs them all. */
export const SERVICE_MODULES: readonly Type[] = [
  ReferralIntakeModule,
  AttributionModule,
  PartnerStatusModule,
  CommissionModule,
  PayoutModule,
];
