import { IdParam, PartnerParams, ProgramParams } from '@ledger/service-kit/reads/program-params.dto';

export class PayoutParams extends ProgramParams {
  @IdParam({ example: 'po-1' })
  payout!: string;
}

export class OwnLineParams extends PartnerParams {
  @IdParam({
    example: 'adj-1',
    description: 'The adjustment, or the event, that a line of the partner’s own is of.',
  })
  line!: string;
}
