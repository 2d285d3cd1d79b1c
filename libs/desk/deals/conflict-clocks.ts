import { instant, type Instant } from '@ledger/kernel/instant';
import { afterWorkingDays, WEEKEND, type WorkingDays } from '@ledger/program/joining/working-days';
import type { Terms } from '@ledger/program/terms';

const HOUR_MS = 3_600_000;
/** A conflict is with the partner manager so many hours after it was opened … */
const TAKEN_WITHIN_HOURS = 48;
/** … and settled so many working days after it. */
const SETTLED_WITHIN_WORKING_DAYS = 5;

export interface ConflictTimes {
  readonly openedAt: Instant;
  /** When a partner manager took it; null: none has. */
  readonly takenAt: Instant | null;
  readonly settledAt: Instant | null;
}

/** `waiting` for a partner manager, or `in_review` with one, or settled. */
export const CONFLICT_STATES = ['waiting', 'in_review', 'settled'] as const;
export type ConflictState = (typeof CONFLICT_STATES)[number];

export interface ConflictClocks {
  readonly state: ConflictState;
  readonly takeBy: Instant;
  readonly settleBy: Instant;
  /** What it waits for has to be done by then; null: it waits for nothing. */
  readonly due: Instant | null;
  readonly overdue: boolean;
}

/** How a conflict stands against its clocks at a time. */
export function conflictClocks(times: ConflictTimes, workingDays: WorkingDays, asOf: Instant): ConflictClocks {
  const { openedAt, takenAt, settledAt } = times;
  const takeBy = instant(openedAt + TAKEN_WITHIN_HOURS * HOUR_MS);
  const settleBy = afterWorkingDays(workingDays, openedAt, SETTLED_WITHIN_WORKING_DAYS);
  if (settledAt !== null) return { state: 'settled', takeBy, settleBy, due: null, overdue: false };
  const state = takenAt === null ? 'waiting' : 'in_review';
  const due = takenAt === null && takeBy < settleBy ? takeBy : settleBy;
  return { state, takeBy, settleBy, due, overdue: asOf > due };
}

/** The days on which conflicts are settled. */
export function workingDaysOf({ workingDays, timeZone }: Pick<Terms, 'workingDays' | 'timeZone'>): WorkingDays {
  return workingDays ?? { timeZone, weekend: WEEKEND, holidays: [] };
}
