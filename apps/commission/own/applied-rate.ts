import { formatRate, type Rate } from '@ledger/kernel/rate';
import type { ProgramTerms } from '@ledger/program/program-terms';
import type { LineRow } from '@ledger/read-models/tables/lines';

/** Which rate of the terms a line was computed by; `own`: one that was set for the partner, or a share of one. */
export const APPLIED_RATES = ['base', 'bonus', 'promotion', 'own'] as const;
export type AppliedRate = (typeof APPLIED_RATES)[number];

/** What of the terms a line's rate is; null: it has none. A rate that is the base of something is called that. */
export function appliedRate(
  { rate, reason, termsVersion }: Pick<LineRow, 'rate' | 'reason' | 'termsVersion'>,
  { versions }: ProgramTerms,
): AppliedRate | null {
  if (rate === null) return null;
  if (reason === 'bonus') return 'bonus';
  const terms = versions.find(({ version }) => version === termsVersion);
  const is = (other: Rate | undefined) => other !== undefined && formatRate(other) === rate;
  if (terms === undefined || terms.earnings.some((entry) => is(entry.rate))) return 'base';
  if (is(terms.bonus?.rate)) return 'bonus';
  return is(terms.promotion?.rate) ? 'promotion' : 'own';
}
