import fc from 'fast-check';
import type { PayoutMade } from '@ledger/stages/payout/payout.decisions';
import type { Decision } from '@ledger/stages/stage';
import { anyHistory } from './anything';
import { PROPERTY_TIMEOUT_MS, propertyRuns } from './property-runs';
import { RunningReplay } from './replay-in-process';

/** What is owed and what is payable for each partner and currency, kept from the decisions alone. */
class Payable {
  readonly payouts: PayoutMade[] = [];
  readonly breaches: string[] = [];
  private readonly accounts = new Map<string, { owedMinor: bigint; payableMinor: bigint }>();

  note(program: string, decision: Decision): void {
    switch (decision.type) {
      case 'CommissionPosted':
        this.accountOf(program, decision).owedMinor += decision.amountMinor;
        return;
      case 'LinesReleased':
        this.accountOf(program, decision).payableMinor += decision.amountMinor;
        return;
      case 'LinesHeldBack':
        this.accountOf(program, decision).payableMinor -= decision.amountMinor;
        return;
      case 'PayoutMade':
        return this.pay(program, decision);
      default:
    }
  }

  private pay(program: string, payout: PayoutMade): void {
    const account = this.accountOf(program, payout);
    const { grossMinor, feeMinor, netMinor, lineCount } = payout;
    this.payouts.push(payout);
    const isRight =
      grossMinor > 0n &&
      netMinor > 0n &&
      feeMinor >= 0n &&
      netMinor === grossMinor - feeMinor &&
      lineCount > 0 &&
      grossMinor === account.payableMinor;
    if (!isRight) this.breaches.push(`${payout.payout}: gross ${grossMinor}, payable ${account.payableMinor}`);
    account.owedMinor -= grossMinor;
    account.payableMinor = 0n;
  }

  private accountOf(program: string, { partner, currency }: { readonly partner: string; readonly currency: string }) {
    const key = JSON.stringify([program, partner, currency]);
    let account = this.accounts.get(key);
    if (account === undefined) this.accounts.set(key, (account = { owedMinor: 0n, payableMinor: 0n }));
    return account;
  }
}

it(
  'a payout is more than nothing and exactly what is payable when it is made',
  () => {
    let payouts = 0;
    fc.assert(
      fc.property(anyHistory(600), ({ events }) => {
        const payable = new Payable();
        const replay = new RunningReplay(null, { decided: (program, decision) => payable.note(program, decision) });
        for (const event of events) replay.take(event);
        expect(payable.breaches).toEqual([]);
        payouts += payable.payouts.length;
      }),
      propertyRuns(45),
    );
    expect(payouts).toBeGreaterThan(500);
  },
  PROPERTY_TIMEOUT_MS,
);
