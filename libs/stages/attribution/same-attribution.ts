import type { AttributionChanged, Credit, CreditSpan, Introduction } from './attribution.decisions';

/** Whether two decisions say the same of a customer; which credits are those of the moment follows from the spans. */
export function sameAttribution(a: AttributionChanged, b: AttributionChanged): boolean {
  return (
    a.settledAt === b.settledAt &&
    a.termsVersion === b.termsVersion &&
    sameList(a.spans, b.spans, sameSpan) &&
    sameList(a.introductions, b.introductions, sameIntroduction)
  );
}

function sameList<T>(a: readonly T[], b: readonly T[], same: (x: T, y: T) => boolean): boolean {
  return a.length === b.length && a.every((item, index) => same(item, b[index] as T));
}

function sameSpan(a: CreditSpan, b: CreditSpan): boolean {
  return (
    a.fromAt === b.fromAt &&
    a.override?.id === b.override?.id &&
    a.override?.source === b.override?.source &&
    sameList(a.credits, b.credits, sameCredit)
  );
}

function sameCredit(a: Credit, b: Credit): boolean {
  return a.partner === b.partner && a.role === b.role && a.weight === b.weight;
}

function sameIntroduction(a: Introduction, b: Introduction): boolean {
  return (
    a.id === b.id &&
    a.source === b.source &&
    a.partner === b.partner &&
    a.claim === b.claim &&
    a.claimedAt === b.claimedAt &&
    a.countedAt === b.countedAt &&
    a.barred === b.barred &&
    a.role === b.role &&
    a.tier === b.tier &&
    a.endsAt === b.endsAt
  );
}
