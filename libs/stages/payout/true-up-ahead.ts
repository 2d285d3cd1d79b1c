import { instant, type Instant } from '@ledger/kernel/instant';
import { add, amountMinor, negate, subtract, ZERO, type AmountMinor } from '@ledger/kernel/money';
import type { ExpectedPayout } from './expected-payout';
import { TRUE_UP_EXPECTED, WHAT_ENDS, type HeldMoney, type UnpaidAmount, type WaitingReason } from './unpaid-amounts';

/** What the end of a quarter will post; negative as a rule. */
export interface ExpectedMoney extends HeldMoney {
  readonly dueAt: Instant;
}

/** What ends of quarters will take, before the next payout, of money that nothing but time keeps from being paid. */
export interface TrueUpAhead {
  /** So much of what is scheduled … */
  readonly ofScheduledMinor: AmountMinor;
  /** … and of what is clearing. */
  readonly ofClearingMinor: AmountMinor;
  /** When the first of these quarters ends, and the last. */
  readonly firstAt: Instant;
  readonly lastAt: Instant;
}

/** When what the end of a quarter posts becomes payable, which is when a payout has less for it. */
export function takesEffectAt({ dueAt, clearsAt }: ExpectedMoney): Instant {
  return dueAt > clearsAt ? dueAt : clearsAt;
}

/**
 * What will be taken back of the money that waits; null: nothing, or only after the next payout.
 * `waiting`: as `unpaidAmounts` says; `trueUps`: of the account, those that nothing but time keeps in hold.
 */
export function trueUpAhead(
  waiting: readonly UnpaidAmount[],
  trueUps: readonly ExpectedMoney[],
  next: ExpectedPayout | null,
): TrueUpAhead | null {
  const coming = trueUps.filter((money) => next === null || takesEffectAt(money) <= next.runAt);
  const taken = negate(coming.reduce((sum, { amountMinor: each }) => add(sum, each), ZERO));
  const ofScheduledMinor = least(taken, waitingFor('scheduled', waiting));
  const ofClearingMinor = least(subtract(taken, ofScheduledMinor), waitingFor('clearing', waiting));
  if (ofScheduledMinor + ofClearingMinor <= 0n) return null;
  const dueAt = coming.map((money) => money.dueAt).sort((a, b) => a - b);
  return {
    ofScheduledMinor,
    ofClearingMinor,
    firstAt: instant(dueAt[0] ?? 0),
    lastAt: instant(dueAt.at(-1) ?? 0),
  };
}

/** The reasons with the true-up named among them: their amounts add up to what they did before. */
export function withTrueUp(waiting: readonly UnpaidAmount[], ahead: TrueUpAhead | null): readonly UnpaidAmount[] {
  if (ahead === null) return waiting;
  const { ofScheduledMinor, ofClearingMinor, firstAt, lastAt } = ahead;
  const takenOf: Partial<Record<WaitingReason, AmountMinor>> = {
    scheduled: ofScheduledMinor,
    clearing: ofClearingMinor,
  };
  const left = waiting.flatMap((each) => {
    const taken = takenOf[each.reason] ?? ZERO;
    if (taken === ZERO) return [each];
    return taken === each.amountMinor ? [] : [{ ...each, amountMinor: subtract(each.amountMinor, taken) }];
  });
  const named: UnpaidAmount = {
    reason: TRUE_UP_EXPECTED,
    amountMinor: add(ofScheduledMinor, ofClearingMinor),
    endedBy: WHAT_ENDS[TRUE_UP_EXPECTED],
    endsAt: lastAt,
    endsFirstAt: firstAt,
    missingMinor: null,
    since: null,
    expiredOn: null,
  };
  return [...left, named].sort((a, b) => (a.reason < b.reason ? -1 : 1));
}

function waitingFor(reason: WaitingReason, waiting: readonly UnpaidAmount[]): AmountMinor {
  return waiting.find((each) => each.reason === reason)?.amountMinor ?? ZERO;
}

function least(a: AmountMinor, b: AmountMinor): AmountMinor {
  const less = a < b ? a : b;
  return less > 0n ? less : amountMinor(0n);
}
