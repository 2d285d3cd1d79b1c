import type { ProgramTerms } from '@ledger/program/program-terms';
import { AttributionStage } from './attribution/attribution.stage';
import { CommissionStage } from './commission/commission.stage';
import { PartnerStatusStage } from './partner-status/partner-status.stage';
import { PayoutStage } from './payout/payout.stage';
import type { StageName } from './stage';

/** The stages by their names. */
export interface StagesByName {
  readonly attribution: AttributionStage;
  readonly 'partner-status': PartnerStatusStage;
  readonly commission: CommissionStage;
  readonly payout: PayoutStage;
}

const STAGE_CLASSES: { readonly [Name in StageName]: new (program: ProgramTerms) => StagesByName[Name] } = {
  attribution: AttributionStage,
  'partner-status': PartnerStatusStage,
  commission: CommissionStage,
  payout: PayoutStage,
};

/** A stage of a program, before its first fact. */
export function makeStage<Name extends StageName>(name: Name, program: ProgramTerms): StagesByName[Name] {
  return new STAGE_CLASSES[name](program);
}
