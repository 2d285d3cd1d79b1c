import type { Instant } from '@ledger/kernel/instant';
import type { FactKey } from '../facts/fact-key';
import type { Credit, CreditSpan } from './attribution.decisions';

/** A decision by staff on who is credited, in the order of its key. */
export interface Override extends FactKey {
  readonly credits: readonly Credit[];
  /** From which earning event on; null: from the first. */
  readonly from: Instant | null;
}

/**
 * Which credits a customer's revenue has, one span after the other: for an earning event the latest override counts
 * whose `from` is not after it, and where there is none, what was settled (programs.md, section 0, Attribution). The
 * first span begins before everything.
 */
export function creditSpans(settled: readonly Credit[], overrides: readonly Override[]): readonly CreditSpan[] {
  const spans: CreditSpan[] = [{ fromAt: null, credits: settled, override: null }];
  for (const { credits, from, id, source } of overrides) {
    while (spans.length > 0 && startsNotBefore(spans.at(-1) as CreditSpan, from)) spans.pop();
    spans.push({ fromAt: from, credits, override: { id, source } });
  }
  return spans;
}

function startsNotBefore({ fromAt }: CreditSpan, from: Instant | null): boolean {
  return from === null || (fromAt !== null && fromAt >= from);
}

/** The span in force for an earning event of a time, or as a customer's credits are shown at it. */
export function spanAt(spans: readonly CreditSpan[], at: Instant): CreditSpan {
  for (let index = spans.length - 1; index > 0; index--) {
    const span = spans[index] as CreditSpan;
    if (span.fromAt === null || span.fromAt <= at) return span;
  }
  const first = spans[0];
  if (first === undefined) throw new RangeError('a customer without any span of credits');
  return first;
}
