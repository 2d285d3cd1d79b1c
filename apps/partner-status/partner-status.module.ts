import { Module } from '@nestjs/common';
import { CsvDownloads } from '@ledger/service-kit/csv/csv-downloads';
import { ProgramLists } from '@ledger/service-kit/lists/program-lists';
import { ProgramReader } from '@ledger/service-kit/reads/program-reader';
import { PartnersController } from './partners/partners.controller';
import { ProgramsController } from './programs/programs.controller';

/** The service that keeps the standing of partners: shows programs and partners. */
@Module({
  controllers: [ProgramsController, PartnersController],
  providers: [ProgramReader, CsvDownloads, ProgramLists],
})
export class PartnerStatusModule {}
