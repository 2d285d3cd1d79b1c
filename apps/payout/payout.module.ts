import { Module } from '@nestjs/common';
import { BalanceController } from './balance/balance.controller';
import { PayoutsController } from './payouts/payouts.controller';
import { PayoutExplanationsController } from './explanations/explanations.controller';

/** The service that pays: shows payouts, and what is not paid yet and why. */
@Module({
  controllers: [PayoutsController, BalanceController, PayoutExplanationsController],
})
export class PayoutModule {}
