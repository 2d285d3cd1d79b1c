import { Module } from '@nestjs/common';
import { CsvDownloads } from '@ledger/service-kit/csv/csv-downloads';
import { ProgramLists } from '@ledger/service-kit/lists/program-lists';
import { ProgramReader } from '@ledger/service-kit/reads/program-reader';
import { BalanceController } from './balance/balance.controller';
import { PayoutsController } from './payouts/payouts.controller';

/** The service that pays: shows payouts, and what is not paid yet and why. */
@Module({ controllers: [PayoutsController, BalanceController], providers: [ProgramReader, CsvDownloads, ProgramLists] })
export class PayoutModule {}
