import type { ViolationLadder } from '@ledger/program/terms';

/** What a violation leads to. */
export const VIOLATION_STEPS = ['warning', 'hold', 'removal'] as const;
export type ViolationStep = (typeof VIOLATION_STEPS)[number];

/** What the n-th recorded violation of a partner leads to, from 1. */
export function violationStep(nth: number, { holdAt, terminateAt }: ViolationLadder): ViolationStep {
  if (nth >= terminateAt) return 'removal';
  return nth >= holdAt ? 'hold' : 'warning';
}
