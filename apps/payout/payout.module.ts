import { Module } from '@nestjs/common';
import { CsvDownloads } from '@ledger/service-kit/csv/csv-downloads';
import { Explanations } from '@ledger/service-kit/explain/explanations';
import { ProgramLists } from '@ledger/service-kit/lists/program-lists';
import { ProgramReader } from '@ledger/service-kit/reads/program-reader';
import { BalanceController } from './balance/balance.controller';
import { PayoutsController } from './payouts/payouts.controller';
import { PayoutExplanationsController } from './explanations/explanations.controller';

/** The service that pays: shows payouts, and what is not paid yet and why. */
@Module({
  controllers: [PayoutsController, BalanceController, PayoutExplanationsController],
  providers: [ProgramReader, CsvDownloads, ProgramLists, Explanations],
})
export class PayoutModule {}
