import type { Type } from '@nestjs/common';
import { ReferralIntakeModule } from '@apps/referral-intake/referral-intake.module';

/** The five services, for a process that runs them all. */
export const SERVICE_MODULES: readonly Type[] = [ReferralIntakeModule];
