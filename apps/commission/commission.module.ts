import { Module } from '@nestjs/common';
import { CsvDownloads } from '@ledger/service-kit/csv/csv-downloads';
import { ProgramReader } from '@ledger/service-kit/reads/program-reader';
import { LinesController } from './lines/lines.controller';
import { StatementsController } from './statements/statements.controller';

/** The service that keeps the lines: shows them, and the statements that follow from them. */
@Module({ controllers: [LinesController, StatementsController], providers: [ProgramReader, CsvDownloads] })
export class CommissionModule {}
