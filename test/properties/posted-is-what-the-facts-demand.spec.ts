import fc from 'fast-check';
import type { LedgerEvent } from '@ledger/contracts/events';
import { TermsOfFacts } from '@ledger/program/terms-of-facts';
import type { ProgramTerms } from '@ledger/program/program-terms';
import { Pipeline } from '@ledger/runner/pipeline/pipeline';
import { readOffer } from '@ledger/runner/read-offer';
import type { CreditSpan } from '@ledger/stages/attribution/attribution.decisions';
import type { Decisions } from '@ledger/stages/stage';
import type { Instant } from '@ledger/kernel/instant';
import { anyHistory } from './anything';
import { demandedFromScratch } from './commission-from-scratch';
import { PROPERTY_TIMEOUT_MS, propertyRuns } from './property-runs';

/** What a run of the stages has decided so far, as far as commission goes. */
class Posted {
  readonly facts: LedgerEvent[] = [];
  readonly terms: TermsOfFacts;
  readonly stands = new Map<string, bigint>();
  private readonly attributions = new Map<string, { settledAt: Instant | null; spans: readonly CreditSpan[] }>();
  private readonly wins = new Map<string, number>();
  private readonly promotions = new Map<string, string>();

  constructor(program: ProgramTerms) {
    this.terms = new TermsOfFacts(program);
  }

  note(event: LedgerEvent, decisions: Decisions): void {
    this.facts.push(event);
    this.terms.note(event);
    for (const { customer, settledAt, spans } of decisions.attribution)
      this.attributions.set(customer, { settledAt, spans });
    for (const decision of decisions['partner-status']) {
      if (decision.type === 'WinsChanged') this.wins.set(`${decision.quarter} ${decision.partner}`, decision.wins);
      if (decision.type === 'PromotionGranted') this.promotions.set(decision.partner, decision.rate);
    }
    for (const decision of decisions.commission) {
      if (decision.type !== 'CommissionPosted') continue;
      const key = `${decision.invoice} ${decision.line} ${decision.partner}`;
      const stands = (this.stands.get(key) ?? 0n) + decision.amountMinor;
      if (stands === 0n) this.stands.delete(key);
      else this.stands.set(key, stands);
    }
  }

  get before() {
    return { attributions: this.attributions, wins: this.wins, promotions: this.promotions };
  }
}

it(
  'what stands after a fact is what all facts demand, told from scratch',
  () => {
    let compared = 0;
    fc.assert(
      fc.property(anyHistory(260), fc.integer({ min: 1, max: 15 }), ({ program, events }, every) => {
        const pipeline = new Pipeline(program);
        const posted = new Posted(program);
        for (const event of events) {
          const { fact, decisions } = pipeline.judge(readOffer(event));
          if (fact === null) continue;
          posted.note(fact.event, decisions);
          if (posted.facts.length % every !== 0) continue;
          const demanded = demandedFromScratch(posted.terms, posted.facts, fact.clock, posted.before);
          expect(new Map([...posted.stands].sort())).toEqual(new Map([...demanded].sort()));
          compared += demanded.size;
        }
      }),
      propertyRuns(30),
    );
    expect(compared).toBeGreaterThan(5_000);
  },
  PROPERTY_TIMEOUT_MS,
);
