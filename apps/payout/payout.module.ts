import { Module } from '@nestjs/common';
import { ProgramReader } from '@ledger/service-kit/reads/program-reader';
import { BalanceController } from './balance/balance.controller';
import { PayoutsController } from './payouts/payouts.controller';

/** The service that pays: shows payouts, and what is not paid yet and why. */
@Module({ controllers: [PayoutsController, BalanceController], providers: [ProgramReader] })
export class PayoutModule {}
