import { instant, type Instant } from '@ledger/kernel/instant';
import type { LedgerEvent } from '@ledger/contracts/events';
import type { ProgramTerms } from '@ledger/program/program-terms';
import { TermsOfFacts } from '@ledger/program/terms-of-facts';
import { ledgerAsOf } from '@ledger/read-models/as-of/ledger-as-of';
import { MemoryLedger } from '@ledger/read-models/memory/memory-ledger';
import { jsonReport } from '@ledger/read-models/report/json-report';
import { ProgramLane } from '@ledger/runner/program-lane';
import { readOffer } from '@ledger/runner/read-offer';
import { AttributionStage } from '@ledger/stages/attribution/attribution.stage';
import { CommissionStage } from '@ledger/stages/commission/commission.stage';
import { PartnerStatusStage } from '@ledger/stages/partner-status/partner-status.stage';
import { PayoutStage } from '@ledger/stages/payout/payout.stage';
import { NOTHING_DECIDED, STAGES, type Decisions, type Fact } from '@ledger/stages/stage';
import { readLedgerOutput, type ProgramOutput } from '../cases/ledger-output';

/** The events of a history that the gate accepts, in the order of their arrival. */
export function acceptedFacts(program: ProgramTerms, history: Iterable<unknown>): LedgerEvent[] {
  const lane = new ProgramLane(program);
  return [...history].flatMap((value) => {
    const offer = readOffer(value);
    const { fact } = offer.envelope.program === program.program ? lane.take(offer) : { fact: null };
    return fact === null ? [] : [fact.event];
  });
}

/** The ledger that follows from facts in this order, straight through the stages: the gate does not judge them again. */
export async function ledgerOf(program: ProgramTerms, facts: readonly LedgerEvent[]): Promise<ProgramOutput> {
  const ledger = new MemoryLedger(() => program.calendar);
  const chain = stagesOf(program);
  const terms = new TermsOfFacts(program);
  let clock: Instant | null = null;
  for (const [index, event] of facts.entries()) {
    clock = instant(Math.max(clock ?? event.time, event.time));
    const { id, source, type: eventType } = event;
    const verdict = { type: 'accepted' } as const;
    ledger.arrived({ program: program.program, seq: index + 1, verdict, clock, id, source, eventType });
    terms.record(event);
    const decisions = chain({ seq: index + 1, clock, event });
    for (const stage of STAGES) for (const decision of decisions[stage]) ledger.decided(program.program, decision);
  }
  let text = '';
  for await (const piece of jsonReport(await ledgerAsOf(ledger, { termsOf: () => terms, asOf: null }))) text += piece;
  const [output] = readLedgerOutput(text).programs;
  if (output === undefined) throw new RangeError('no fact, no ledger');
  return output;
}

function stagesOf(program: ProgramTerms): (fact: Fact) => Decisions {
  const attribution = new AttributionStage(program);
  const status = new PartnerStatusStage(program);
  const commission = new CommissionStage(program);
  const payout = new PayoutStage(program);
  return (fact) => {
    const first = { ...NOTHING_DECIDED, attribution: attribution.decide(fact, NOTHING_DECIDED) };
    const second = { ...first, 'partner-status': status.decide(fact, first) };
    const third = { ...second, commission: commission.decide(fact, second) };
    return { ...third, payout: payout.decide(fact, third) };
  };
}
