import { Module } from '@nestjs/common';
import { CsvDownloads } from '@ledger/service-kit/csv/csv-downloads';
import { ProgramLists } from '@ledger/service-kit/lists/program-lists';
import { ProgramReader } from '@ledger/service-kit/reads/program-reader';
import { PartnersController } from './partners/partners.controller';
import { ProgramsController } from './programs/programs.controller';
import { TermsController } from './terms/terms.controller';

/** The service that keeps the standing of partners: shows programs, their terms, and partners. */
@Module({
  controllers: [ProgramsController, TermsController, PartnersController],
  providers: [ProgramReader, CsvDownloads, ProgramLists],
})
export class PartnerStatusModule {}
