import { Module } from '@nestjs/common';
import { ProgramReader } from '@ledger/service-kit/reads/program-reader';
import { PartnersController } from './partners/partners.controller';
import { ProgramsController } from './programs/programs.controller';

/** The service that keeps the standing of partners: shows programs and partners. */
@Module({ controllers: [ProgramsController, PartnersController], providers: [ProgramReader] })
export class PartnerStatusModule {}
