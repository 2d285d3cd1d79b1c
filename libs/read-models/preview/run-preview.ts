import type { Instant } from '@ledger/kernel/instant';
import { add, subtract, ZERO, type AmountMinor } from '@ledger/kernel/money';
import type { PayoutSchedule } from '@ledger/program/terms';
import type { PayoutSums } from '@ledger/stages/payout/payout-gate';
import type { UnpaidAmount } from '@ledger/stages/payout/unpaid-amounts';
import type { AccountKey } from '../tables/accounts';
import type { PayoutRow } from '../tables/payouts';
import type { AccountAtRun, PayoutAtRun } from './account-at-run';

export type Cadence = PayoutSchedule['every'];

/** A payout that the run will make, or propose. */
export interface PreviewedPayout extends AccountKey, PayoutAtRun {}

/** Money that the run will leave unpaid, for one reason; several may keep the same money back. */
export interface PreviewedUnpaid extends AccountKey, UnpaidAmount {}

/** Why an account is paid otherwise than by the run before. */
export type ChangeCause =
  /** It was never paid before. */
  | { readonly cause: 'first_payout' }
  /** It was paid before, but not by the last run. */
  | { readonly cause: 'not_paid_then'; readonly payout: string; readonly at: Instant }
  /** A payout that failed or came back since is owed again. */
  | { readonly cause: 'came_back'; readonly payout: string; readonly state: 'failed' | 'returned' }
  /** It waits for something. */
  | { readonly cause: 'unpaid'; readonly reason: UnpaidAmount['reason'] }
  | { readonly cause: 'nothing_owed' }
  | { readonly cause: 'rail'; readonly was: string; readonly is: string }
  /** So much more, or less, was earned, is kept as fee, or is withheld. */
  | { readonly cause: 'gross' | 'fee' | 'withheld'; readonly byMinor: AmountMinor };

export interface PayoutChange extends AccountKey {
  readonly change: 'new' | 'gone' | 'more' | 'less';
  readonly netMinor: AmountMinor;
  /** What was paid by the last run of its schedule, and since; `lastPayouts` are these. */
  readonly lastNetMinor: AmountMinor;
  readonly lastPayouts: readonly string[];
  readonly why: readonly ChangeCause[];
}

/** What a run will pay if nothing else happens, what it will not and why, and what is otherwise than at the last. */
export interface RunPreview {
  readonly program: string;
  readonly asOf: Instant;
  readonly runAt: Instant;
  readonly pays: readonly PreviewedPayout[];
  readonly leaves: readonly PreviewedUnpaid[];
  /** The last run that paid anything, of each schedule that has a run at that time. */
  readonly lastRuns: ReadonlyMap<Cadence, Instant>;
  readonly changes: readonly PayoutChange[];
}

/** What payouts of one rail and currency come to. */
export interface PreviewTotal extends PayoutSums {
  readonly rail: string;
  readonly currency: string;
  readonly needsApproval: boolean;
  readonly payouts: number;
  readonly lineCount: number;
}

/** By rail and currency, what will be paid, and what only proposed. */
export function totalsOf({ pays }: RunPreview): readonly PreviewTotal[] {
  const totals = new Map<string, PreviewTotal>();
  for (const payout of pays) {
    const { rail, currency, needsApproval } = payout;
    const key = `${currency} ${rail} ${needsApproval}`;
    const before = totals.get(key) ?? { rail, currency, needsApproval, ...NOTHING };
    totals.set(key, {
      ...before,
      payouts: before.payouts + 1,
      lineCount: before.lineCount + payout.lineCount,
      grossMinor: add(before.grossMinor, payout.grossMinor),
      feeMinor: add(before.feeMinor, payout.feeMinor),
      withheldMinor: add(before.withheldMinor, payout.withheldMinor),
      netMinor: add(before.netMinor, payout.netMinor),
    });
  }
  return [...totals].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, total]) => total);
}

const NO_SUMS = { grossMinor: ZERO, feeMinor: ZERO, withheldMinor: ZERO, netMinor: ZERO };
const NOTHING = { payouts: 0, lineCount: 0, ...NO_SUMS };

/** What was made of an account before, the latest last. */
export interface PaidBefore {
  /** Since the last run of its schedule, that run's own included. */
  readonly since: readonly PayoutRow[];
  /** The latest payout before these; null: there is none. */
  readonly before: PayoutRow | null;
}

/** How an account is paid otherwise than by the last run; null: not otherwise, or it has no run. */
export function changeOf(account: AccountAtRun, { since, before }: PaidBefore): PayoutChange | null {
  const { partner, currency, payout, cadence } = account;
  if (cadence?.isDue !== true) return null;
  const last = since.reduce((sums, row) => sumOf(sums, row), NO_SUMS);
  const netMinor = payout?.netMinor ?? ZERO;
  const change = kindOf(payout, since, subtract(netMinor, last.netMinor));
  if (change === null) return null;
  const lastPayouts = since.map((row) => row.payout);
  const why = [...cameBack(since, before), ...causes(change, { account, since, before, last })];
  return { partner, currency, change, netMinor, lastNetMinor: last.netMinor, lastPayouts, why };
}

function kindOf(payout: PayoutAtRun | null, since: readonly PayoutRow[], difference: bigint) {
  if (payout === null) return since.length === 0 ? null : 'gone';
  if (since.length === 0) return 'new';
  if (difference === 0n) return null;
  return difference > 0n ? 'more' : 'less';
}

interface Compared extends PaidBefore {
  readonly account: AccountAtRun;
  readonly last: PayoutSums;
}

function causes(change: PayoutChange['change'], { account, since, before, last }: Compared): readonly ChangeCause[] {
  const { payout, waiting } = account;
  if (change === 'new') {
    if (before === null) return [{ cause: 'first_payout' }];
    return [{ cause: 'not_paid_then', payout: before.payout, at: before.at }];
  }
  if (payout === null) {
    if (waiting.length === 0) return [{ cause: 'nothing_owed' }];
    return waiting.map(({ reason }) => ({ cause: 'unpaid', reason }));
  }
  const was = since.at(-1)?.rail ?? payout.rail;
  const rail: readonly ChangeCause[] = was === payout.rail ? [] : [{ cause: 'rail', was, is: payout.rail }];
  const parts = [
    ['gross', subtract(payout.grossMinor, last.grossMinor)],
    ['fee', subtract(payout.feeMinor, last.feeMinor)],
    ['withheld', subtract(payout.withheldMinor, last.withheldMinor)],
  ] as const;
  const differing = parts.filter(([, byMinor]) => byMinor !== ZERO);
  return [...rail, ...differing.map(([cause, byMinor]) => ({ cause, byMinor }))];
}

function cameBack(since: readonly PayoutRow[], before: PayoutRow | null): ChangeCause[] {
  return [...(before === null ? [] : [before]), ...since].flatMap(({ payout, state }): ChangeCause[] =>
    state === 'failed' || state === 'returned' ? [{ cause: 'came_back', payout, state }] : [],
  );
}

function sumOf(sums: PayoutSums, row: PayoutSums): PayoutSums {
  return {
    grossMinor: add(sums.grossMinor, row.grossMinor),
    feeMinor: add(sums.feeMinor, row.feeMinor),
    withheldMinor: add(sums.withheldMinor, row.withheldMinor),
    netMinor: add(sums.netMinor, row.netMinor),
  };
}
