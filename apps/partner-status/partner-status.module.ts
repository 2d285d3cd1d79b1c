import { Module } from '@nestjs/common';
import { FIGURE_CONTROLLERS } from './figures/figures';
import { PartnersController } from './partners/partners.controller';
import { ProgramsController } from './programs/programs.controller';
import { TermsController } from './terms/terms.controller';
import { OwnPartnerController } from './own/own-partner.controller';

/** The service that keeps the standing of partners: shows programs, their terms, and partners. */
@Module({
  controllers: [ProgramsController, TermsController, PartnersController, OwnPartnerController, ...FIGURE_CONTROLLERS],
})
export class PartnerStatusModule {}
