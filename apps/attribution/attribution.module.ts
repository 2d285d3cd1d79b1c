import { Module } from '@nestjs/common';
import { AttributionController } from './customers/attribution.controller';
import { AttributionExplanationController } from './customers/attribution-explanation.controller';
import { LostClaimsController } from './customers/lost-claims.controller';
import { OwnCustomersController } from './own/own-customers.controller';

/** The service that credits partners with customers: shows a customer's credits and the claims that lost. */
@Module({
  controllers: [AttributionController, AttributionExplanationController, LostClaimsController, OwnCustomersController],
})
export class AttributionModule {}
