import type { Arrival } from '@ledger/stages/intake/log-entry';

/** What contract 1.1 changed, by the numbers of docs/upgrading.md. */
export const AMENDMENTS = {
  A1: 'event types that 1.0 did not know',
  A2: 'negative amounts, times with more decimals, and the limits of an event',
  A3: 'a payment told again after its reversal',
  A4: 'a dispute’s amount and its later outcome',
  A5: 'codes and e-mails compared as people mean them',
  A6: 'what is far ahead of the clock',
  A7: 'refunds over lines of either sign, and refunds that failed',
  A8: 'attribution: grace after the close, hand-over from a time on',
  A9: 'usage in arrears after a churn',
  A10: 'what a version of the terms decides',
  A11: 'approval again after a termination',
  A12: 'reasons and bases of what is taken back',
  A13: 'payouts with states; what they pay follows from the lines',
  A14: 'what a rejection says of it: the field and the value',
} as const;

export type Amendment = keyof typeof AMENDMENTS;

/** By what a verdict was, or is: the first that fits. */
const OF_VERDICT: readonly (readonly [string, Amendment])[] = [
  ['unknown_type', 'A1'],
  ['time_in_future', 'A6'],
  ['schema_invalid', 'A2'],
  ['invoice_conflict', 'A3'],
  ['dispute_conflict', 'A4'],
  ['code_taken', 'A5'],
  ['id_reused', 'A5'],
];

/** The amendment by which a verdict differs. */
export function amendmentOfVerdict(before: Arrival, now: Arrival): Amendment {
  const codes = [codeOf(before), codeOf(now)];
  if (codes[0] === codes[1]) return 'A14';
  const found = OF_VERDICT.find(([code]) => codes.includes(code));
  if (found !== undefined) return found[1];
  if (now.eventType.startsWith('dispute.')) return 'A4';
  if (now.eventType.startsWith('payment.')) return 'A7';
  return now.eventType.startsWith('partner.') ? 'A11' : 'A10';
}

const OF_REASON: Readonly<Record<string, Amendment>> = {
  refund: 'A7',
  dispute: 'A4',
  void: 'A3',
  clawback: 'A9',
  reattribution: 'A8',
  rate_change: 'A10',
  bonus: 'A8',
  true_up: 'A12',
  correction: 'A12',
  accrual: 'A8',
};

/** What the line tells of a posting that differs. */
export interface DifferingLine {
  readonly program: string;
  readonly partner: string;
  readonly customer: string;
  readonly cause: string;
  readonly reason: string;
}

/** What happened in a log by which its lines may differ. */
export interface Circumstances {
  /** The amendment by which the verdict on an event differs. */
  readonly verdictOn: (program: string, id: string) => Amendment | undefined;
  readonly churned: (program: string, customer: string) => boolean;
  /** Whether a partner was approved again after it had been terminated. */
  readonly approvedAgain: (program: string, partner: string) => boolean;
}

/**
 * The amendment by which a line differs: that of its cause, where the verdict on it differs; else what happened to its
 * partner or customer before; else the one that its reason points at.
 */
export function amendmentOfLine(
  { program, partner, customer, cause, reason }: DifferingLine,
  circumstances: Circumstances,
): Amendment {
  const ofCause = circumstances.verdictOn(program, cause);
  if (ofCause !== undefined) return ofCause;
  if (reason === 'accrual' && circumstances.approvedAgain(program, partner)) return 'A11';
  if (reason === 'accrual' && circumstances.churned(program, customer)) return 'A9';
  return OF_REASON[reason] ?? 'A12';
}

function codeOf({ verdict }: Arrival): string {
  return verdict.type === 'rejected' ? verdict.code : verdict.type;
}
