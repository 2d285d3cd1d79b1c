import { readEnvelope } from '@ledger/contracts/read-envelope';
import { readEvent } from '@ledger/contracts/read-event';
import type { RecordedEvent } from '@ledger/event-store/event-store';
import type { Instant } from '@ledger/kernel/instant';
import { add, ZERO, type AmountMinor } from '@ledger/kernel/money';
import type { ProgramTerms } from '@ledger/program/program-terms';
import { publicationEvent } from '@ledger/program/publication-of-terms';
import type { Terms } from '@ledger/program/terms';
import type { Decisions, Fact } from '@ledger/stages/stage';
import { judgedAgain, recordedArrival } from '../log/arrival-events';
import { StageSlice } from '../pipeline/stage-slice';

/** What commission is decided by; nothing is paid out here. */
const DECIDED_BY = ['attribution', 'partner-status', 'commission'] as const;

/** A partner, as the log left it. */
export interface PartnerThen {
  readonly partner: string;
  readonly partnerType: string;
  readonly tier: string | null;
  /** Null: never approved nor enrolled. */
  readonly approvedAt: Instant | null;
}

/** What stands of a partner's commission, in one currency. */
export interface CommissionSum {
  readonly partner: string;
  readonly currency: string;
  readonly amountMinor: AmountMinor;
}

/** What a version of the terms comes to on a log. */
export interface WhatIfOutcome {
  readonly partners: readonly PartnerThen[];
  /** Commission on what was earned since the moment that was asked for, as the log has it. */
  readonly before: readonly CommissionSum[];
  /** What the version adds to that, or takes from it; nothing where it changes nothing. */
  readonly added: readonly CommissionSum[];
}

/**
 * The engine over the accepted facts of one program, as they were recorded: what they come to, and what a version of the
 * terms that is published behind the last of them changes. It asks no gate: the version may begin wherever one wants to
 * know it to begin, in closed months, too.
 */
export class WhatIf {
  private readonly slice: StageSlice;
  private readonly partners = new Map<string, PartnerThen>();
  private readonly before = new Sums();
  private last: Fact | null = null;

  /** `since`: what was earned earlier is not counted. */
  constructor(
    private readonly program: ProgramTerms,
    private readonly since: Instant,
  ) {
    this.slice = new StageSlice(program, DECIDED_BY);
  }

  /** Takes the next arrival of the program's log; what was not accepted is passed by. */
  take(event: RecordedEvent): void {
    const recorded = recordedArrival(event);
    const { arrival } = recorded;
    if (arrival.verdict.type !== 'accepted' || arrival.clock === null) return;
    const { read } = judgedAgain(recorded).offered;
    if (read?.ok !== true) return;
    this.last = { seq: arrival.seq, clock: arrival.clock, event: read.event };
    const decisions = this.slice.decide(this.last);
    this.notePartners(decisions);
    this.sumUp(decisions, this.before);
  }

  /** Publishes the version, and answers what it comes to. */
  publish(terms: Terms): WhatIfOutcome {
    const added = new Sums();
    if (this.last !== null) this.sumUp(this.slice.decide(publicationAfter(this.last, terms)), added);
    return { partners: [...this.partners.values()], before: this.before.all(), added: added.all() };
  }

  private notePartners({ 'partner-status': decisions }: Decisions): void {
    for (const decision of decisions) {
      if (decision.type !== 'PartnerStandingChanged') continue;
      const { partner, partnerType, tier, approvedAt } = decision;
      this.partners.set(partner, { partner, partnerType, tier, approvedAt });
    }
  }

  private sumUp({ commission }: Decisions, sums: Sums): void {
    for (const decision of commission)
      if (decision.type === 'CommissionPosted' && decision.earnedAt >= this.since) sums.add(decision);
  }
}

function publicationAfter({ seq, clock }: Fact, terms: Terms): Fact {
  const envelope = readEnvelope(publicationEvent(terms, clock));
  const read = envelope.ok ? readEvent(envelope) : null;
  if (read?.ok !== true) throw new TypeError(`version ${terms.version} of ${terms.program} makes no event`);
  return { seq: seq + 1, clock, event: read.event };
}

class Sums {
  private readonly byKey = new Map<string, CommissionSum>();

  add({ partner, currency, amountMinor }: CommissionSum): void {
    const key = JSON.stringify([partner, currency]);
    const before = this.byKey.get(key)?.amountMinor ?? ZERO;
    this.byKey.set(key, { partner, currency, amountMinor: add(before, amountMinor) });
  }

  all(): CommissionSum[] {
    return [...this.byKey.values()].filter(({ amountMinor }) => amountMinor !== ZERO);
  }
}
