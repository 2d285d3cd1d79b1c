import type { Decision } from './stage';

/**
 * The version in which a decision is recorded. Whoever changes the shape of one so that what was recorded before cannot
 * be read as it raises its version here: the streams of an older edition of the rules keep theirs.
 */
const VERSIONS: Partial<Record<Decision['type'], number>> = {
  AttributionChanged: 2,
  CommissionPosted: 3,
  InvoiceHoldsChanged: 2,
  PartnerStandingChanged: 2,
  PayoutMade: 3,
  PayoutProfileChanged: 2,
  PayoutProposed: 2,
  WinsChanged: 2,
};

/**
 * What a type of decision has told more since it was recorded in a version of this edition: one step a version, each
 * naming the fields that are null where an earlier version recorded the decision. Nothing is decided by them, so what is
 * decided again is the same as what an earlier version recorded.
 */
const ADDED: Partial<Record<Decision['type'], readonly (readonly string[])[]>> = {
  CommissionPosted: [['figures']],
  PayoutMade: [['figures']],
  PayoutProposed: [['figures']],
  WinsChanged: [['added', 'removed']],
};

export function versionOfDecision(type: Decision['type']): number {
  return VERSIONS[type] ?? 1;
}

/** The fields that each of the latest versions of a type of decision tells more, in the order of the versions. */
export function fieldsAddedTo(type: Decision['type']): readonly (readonly string[])[] {
  return ADDED[type] ?? [];
}
