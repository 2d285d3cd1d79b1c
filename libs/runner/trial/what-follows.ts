import type { AttributionChanged } from '@ledger/stages/attribution/attribution.decisions';
import type { CommissionPosted, NothingPosted } from '@ledger/stages/commission/commission.decisions';
import type {
  OwnLinePosted,
  PayoutDeclined,
  PayoutFailed,
  PayoutMade,
  PayoutProposalReplaced,
  PayoutProposed,
  PayoutReturned,
  PayoutSettled,
} from '@ledger/stages/payout/payout.decisions';
import { STAGES, type Decision, type Decisions } from '@ledger/stages/stage';

export type PostedLine = CommissionPosted | OwnLinePosted;

export type PayoutChange =
  PayoutProposed | PayoutProposalReplaced | PayoutDeclined | PayoutMade | PayoutSettled | PayoutFailed | PayoutReturned;

/** What the stages decide on one event, as far as its sender looks for it; each list in the order of the decisions. */
export interface WhatFollows {
  readonly lines: readonly PostedLine[];
  readonly payouts: readonly PayoutChange[];
  readonly credits: readonly AttributionChanged[];
  readonly nothing: readonly NothingPosted[];
  /** So many more there are that there was no room for. */
  readonly leftOff: number;
}

/** Gathers what follows from the events of a trial, up to a number: a tick of the clock may pay a whole year out. */
export class Following {
  constructor(private room: number) {}

  of(decisions: Decisions): WhatFollows {
    const lines: PostedLine[] = [];
    const payouts: PayoutChange[] = [];
    const credits: AttributionChanged[] = [];
    const nothing: NothingPosted[] = [];
    let leftOff = 0;
    const keep = <T extends Decision>(list: T[], decision: T) => {
      if (this.room > 0) list.push(decision);
      else leftOff += 1;
      this.room -= 1;
    };
    for (const decision of STAGES.flatMap((stage): readonly Decision[] => decisions[stage])) {
      if (isLine(decision)) keep(lines, decision);
      else if (isPayout(decision)) keep(payouts, decision);
      else if (decision.type === 'AttributionChanged') keep(credits, decision);
      else if (decision.type === 'NothingPosted') keep(nothing, decision);
    }
    return { lines, payouts, credits, nothing, leftOff };
  }
}

function isLine(decision: Decision): decision is PostedLine {
  return decision.type === 'CommissionPosted' || decision.type === 'OwnLinePosted';
}

const PAYOUT_CHANGES: Readonly<Record<PayoutChange['type'], true>> = {
  PayoutProposed: true,
  PayoutProposalReplaced: true,
  PayoutDeclined: true,
  PayoutMade: true,
  PayoutSettled: true,
  PayoutFailed: true,
  PayoutReturned: true,
};

function isPayout(decision: Decision): decision is PayoutChange {
  return decision.type in PAYOUT_CHANGES;
}
