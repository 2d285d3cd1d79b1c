import { Module } from '@nestjs/common';
import { CsvDownloads } from '@ledger/service-kit/csv/csv-downloads';
import { Explanations } from '@ledger/service-kit/explain/explanations';
import { ProgramLists } from '@ledger/service-kit/lists/program-lists';
import { ProgramReader } from '@ledger/service-kit/reads/program-reader';
import { AttributionController } from './customers/attribution.controller';
import { AttributionExplanationController } from './customers/attribution-explanation.controller';
import { LostClaimsController } from './customers/lost-claims.controller';

/** The service that credits partners with customers: shows a customer's credits and the claims that lost. */
@Module({
  controllers: [AttributionController, AttributionExplanationController, LostClaimsController],
  providers: [ProgramReader, CsvDownloads, ProgramLists, Explanations],
})
export class AttributionModule {}
