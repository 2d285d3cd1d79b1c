import type { Decision } from './stage';

/**
 * The version in which a decision is recorded. Whoever changes the shape of one so that what was recorded before cannot
 * be read as it raises its version here: the streams of an older edition of the rules keep theirs.
 */
const VERSIONS: Partial<Record<Decision['type'], number>> = {
  AttributionChanged: 2,
  CommissionPosted: 2,
  InvoiceHoldsChanged: 2,
  PartnerStandingChanged: 2,
  PayoutMade: 2,
  PayoutProfileChanged: 2,
};

export function versionOfDecision(type: Decision['type']): number {
  return VERSIONS[type] ?? 1;
}
