import type { ProgramTerms } from '@ledger/program/program-terms';
import { AttributionStage } from '@ledger/stages/attribution/attribution.stage';
import { CommissionStage } from '@ledger/stages/commission/commission.stage';
import { PartnerStatusStage } from '@ledger/stages/partner-status/partner-status.stage';
import { PayoutStage } from '@ledger/stages/payout/payout.stage';
import type { Decision, Stage, StageName } from '@ledger/stages/stage';

/** A stage of a program, before its first fact. */
export function makeStage(name: StageName, program: ProgramTerms): Stage<Decision> {
  switch (name) {
    case 'attribution':
      return new AttributionStage(program);
    case 'partner-status':
      return new PartnerStatusStage(program);
    case 'commission':
      return new CommissionStage(program);
    case 'payout':
      return new PayoutStage(program);
  }
}
