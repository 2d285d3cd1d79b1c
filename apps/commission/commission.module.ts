import { Module } from '@nestjs/common';
import { ProgramReader } from '@ledger/service-kit/reads/program-reader';
import { LinesController } from './lines/lines.controller';
import { StatementsController } from './statements/statements.controller';

/** The service that keeps the lines: shows them, and the statements that follow from them. */
@Module({ controllers: [LinesController, StatementsController], providers: [ProgramReader] })
export class CommissionModule {}
