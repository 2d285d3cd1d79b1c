import type { ProgramTerms } from '@ledger/program/program-terms';
import { AttributionStage } from '@ledger/stages/attribution/attribution.stage';
import { CommissionStage } from '@ledger/stages/commission/commission.stage';
import type { LaterStages } from '@ledger/stages/intake/later-stages';
import { PartnerStatusStage } from '@ledger/stages/partner-status/partner-status.stage';
import { payoutQuestions } from '@ledger/stages/payout/payout-questions';
import { PayoutStage } from '@ledger/stages/payout/payout.stage';
import { NOTHING_DECIDED, type Decisions, type Fact } from '@ledger/stages/stage';

/** The stages of one program in one process, one after the other, and what they answer to its gate. */
export class StageChain {
  private readonly attribution: AttributionStage;
  private readonly status: PartnerStatusStage;
  private readonly commission: CommissionStage;
  private readonly payout: PayoutStage;
  readonly answers: LaterStages;

  constructor(program: ProgramTerms) {
    this.attribution = new AttributionStage(program);
    this.status = new PartnerStatusStage(program);
    this.commission = new CommissionStage(program);
    this.payout = new PayoutStage(program);
    this.answers = {
      jointCustomersAt: (partner, at) => this.attribution.jointCustomersAt(partner, at),
      payouts: payoutQuestions(this.payout, (at) => ({
        standings: this.status.standingsUntil(at),
        trueUps: this.commission.trueUpsUntil(at),
      })),
    };
  }

  /** What the stages decide on a fact. */
  decide(fact: Fact): Decisions {
    const attribution = this.attribution.decide(fact, NOTHING_DECIDED);
    const status = this.status.decide(fact, { ...NOTHING_DECIDED, attribution });
    const commission = this.commission.decide(fact, { ...NOTHING_DECIDED, attribution, 'partner-status': status });
    const before = { attribution, 'partner-status': status, commission, payout: [] };
    return { ...before, payout: this.payout.decide(fact, before) };
  }

  /** Takes a fact again with what was recorded of it. */
  resume(fact: Fact, decisions: Decisions): void {
    this.attribution.resume(fact, decisions, decisions.attribution);
    this.status.resume(fact, decisions, decisions['partner-status']);
    this.commission.resume(fact, decisions, decisions.commission);
    this.payout.resume(fact, decisions, decisions.payout);
  }
}
