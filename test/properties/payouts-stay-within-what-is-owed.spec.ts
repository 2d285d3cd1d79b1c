import fc from 'fast-check';
import type { LineState } from '@ledger/stages/payout/payout-account';
import type { LineKey, PayoutMade } from '@ledger/stages/payout/payout.decisions';
import type { Decision } from '@ledger/stages/stage';
import { anyHistory } from './anything';
import { PROPERTY_TIMEOUT_MS, propertyRuns } from './property-runs';
import { RunningReplay } from './replay-in-process';

interface Line {
  readonly amountMinor: bigint;
  state: LineState;
}

/** Where each line of each partner and currency is, kept from the decisions alone; what no book may do is a breach. */
class Payable {
  readonly payouts: PayoutMade[] = [];
  readonly breaches: string[] = [];
  private readonly accounts = new Map<string, Map<string, Line>>();

  note(program: string, decision: Decision): void {
    switch (decision.type) {
      case 'CommissionPosted':
        this.post(program, decision, 'hold');
        return;
      case 'OwnLinePosted':
        this.post(program, { ...decision, invoice: null }, decision.reason === 'adjustment' ? 'hold' : 'payable');
        return;
      case 'LinesReleased':
        this.move(program, decision, 'hold', 'payable');
        return;
      case 'LinesHeldBack':
        this.move(program, decision, 'payable', 'hold');
        return;
      case 'PayoutLinesMoved':
        this.move(program, decision, decision.from, decision.to);
        return;
      case 'PayoutMade':
        return this.pay(program, decision);
      default:
    }
  }

  private pay(program: string, payout: PayoutMade): void {
    const { grossMinor, feeMinor, withheldMinor, netMinor, lineCount } = payout;
    this.payouts.push(payout);
    const payable = [...this.accountOf(program, payout).values()].filter(({ state }) => state === 'payable');
    const payableMinor = payable.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
    const addsUp = feeMinor >= 0n && withheldMinor >= 0n && netMinor === grossMinor - feeMinor - withheldMinor;
    // What was paid before this ledger is told as it was: also a part of what is payable, and also less than nothing.
    const isRight =
      payout.rail === 'external'
        ? lineCount <= payable.length
        : grossMinor > 0n && netMinor > 0n && lineCount === payable.length && grossMinor === payableMinor;
    if (!addsUp || !isRight) {
      const amounts = `gross ${grossMinor}, fee ${feeMinor}, withheld ${withheldMinor}, net ${netMinor}`;
      this.breaches.push(`${payout.payout}: ${amounts} for ${lineCount} lines; payable ${payableMinor}`);
    }
  }

  private post(program: string, posted: LineKey & Account & { readonly amountMinor: bigint }, state: LineState): void {
    const lines = this.accountOf(program, posted);
    const key = keyOf(posted);
    if (lines.has(key)) this.breaches.push(`${key} is posted twice`);
    lines.set(key, { amountMinor: posted.amountMinor, state });
  }

  private move(
    program: string,
    { lines, ...account }: Account & { readonly lines: readonly LineKey[] },
    from: LineState,
    to: LineState,
  ): void {
    for (const key of lines.map(keyOf)) {
      const line = this.accountOf(program, account).get(key);
      if (line?.state !== from)
        this.breaches.push(`${key} goes from ${from} to ${to}, and is ${line?.state ?? 'nowhere'}`);
      if (line !== undefined) line.state = to;
    }
  }

  private accountOf(program: string, { partner, currency }: Account): Map<string, Line> {
    const key = JSON.stringify([program, partner, currency]);
    let account = this.accounts.get(key);
    if (account === undefined) this.accounts.set(key, (account = new Map<string, Line>()));
    return account;
  }
}

interface Account {
  readonly partner: string;
  readonly currency: string;
}

function keyOf({ invoice, line, lineSeq }: LineKey): string {
  return JSON.stringify([invoice, line, lineSeq]);
}

it(
  'a payout is more than nothing and exactly what is payable when it is made',
  () => {
    let payouts = 0;
    fc.assert(
      fc.property(anyHistory(600), ({ events }) => {
        const payable = new Payable();
        const replay = new RunningReplay(null, { decided: (program, decision) => payable.note(program, decision) });
        for (const event of events) replay.offer(event);
        expect(payable.breaches).toEqual([]);
        payouts += payable.payouts.length;
      }),
      propertyRuns(45),
    );
    expect(payouts).toBeGreaterThan(500);
  },
  PROPERTY_TIMEOUT_MS,
);
