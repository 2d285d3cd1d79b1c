import { Module } from '@nestjs/common';
import { ProgramReader } from '@ledger/service-kit/reads/program-reader';
import { AttributionController } from './customers/attribution.controller';

/** The service that credits partners with customers: shows a customer's credits and the claims that lost. */
@Module({ controllers: [AttributionController], providers: [ProgramReader] })
export class AttributionModule {}
