import type { JsonObject } from '@ledger/event-store/json-value';
import type { RecordedEvent } from '@ledger/event-store/event-store';
import { currentVersionOf, upcast, type Upcaster, type UpcasterChains } from '@ledger/contracts/upcast';
import { versionOfDecision } from '@ledger/stages/decision-versions';
import type { Decision } from '@ledger/stages/stage';

/** Every kind of event that the log has: what became of an arrival, published terms, and what the stages decide. */
export type RecordedKind = 'EventAccepted' | 'EventIgnored' | 'EventRejected' | 'TermsPublished' | Decision['type'];

/**
 * For each kind, the steps that bring what was recorded in version 1, 2, … to the version after it; what is recorded now
 * is of the version after the last. Whoever changes what is recorded of a kind adds the step; streams are never rewritten.
 */
const CHAINS: Required<UpcasterChains<RecordedKind>> = {
  EventAccepted: [],
  EventIgnored: [],
  EventRejected: [],
  TermsPublished: [],
  AttributionChanged: decidedAnew('AttributionChanged'),
  PartnerStandingChanged: decidedAnew('PartnerStandingChanged'),
  PromotionGranted: decidedAnew('PromotionGranted'),
  CustomerCounted: decidedAnew('CustomerCounted'),
  CustomerUncounted: decidedAnew('CustomerUncounted'),
  WinsChanged: decidedAnew('WinsChanged'),
  CommissionPosted: decidedAnew('CommissionPosted'),
  InvoiceHoldsChanged: decidedAnew('InvoiceHoldsChanged'),
  AnomalyFound: decidedAnew('AnomalyFound'),
  AnomalyResolved: decidedAnew('AnomalyResolved'),
  OwnLinePosted: decidedAnew('OwnLinePosted'),
  LinesReleased: decidedAnew('LinesReleased'),
  LinesHeldBack: decidedAnew('LinesHeldBack'),
  PayoutProposed: decidedAnew('PayoutProposed'),
  PayoutProposalReplaced: decidedAnew('PayoutProposalReplaced'),
  PayoutDeclined: decidedAnew('PayoutDeclined'),
  PayoutMade: decidedAnew('PayoutMade'),
  PayoutSettled: decidedAnew('PayoutSettled'),
  PayoutFailed: decidedAnew('PayoutFailed'),
  PayoutReturned: decidedAnew('PayoutReturned'),
  PayoutLinesMoved: decidedAnew('PayoutLinesMoved'),
  AccountApprovalChanged: decidedAnew('AccountApprovalChanged'),
  PayoutProfileChanged: decidedAnew('PayoutProfileChanged'),
};

/** The type of an event of a kind as it is recorded now, such as `CommissionPosted.v1`. */
export function recordedType(kind: RecordedKind, chains: UpcasterChains = CHAINS): string {
  return `${kind}.v${currentVersionOf(kind, chains)}`;
}

/** What a recorded event says, brought to the present version. Throws TypeError, with its place, for what this build does not know. */
export function readRecorded(
  { stream, revision, type, data }: RecordedEvent,
  chains: UpcasterChains = CHAINS,
): { kind: RecordedKind; data: JsonObject } {
  const end = type.lastIndexOf('.v');
  const kind = type.slice(0, end);
  if (chains[kind] === undefined) throw new TypeError(`${stream}@${revision}: this release knows no event ${type}`);
  try {
    const current = upcast({ type: kind, version: Number(type.slice(end + 2)), data: data as JsonObject }, chains);
    return { kind: kind as RecordedKind, data: current as JsonObject };
  } catch (error) {
    if (error instanceof RangeError) throw new TypeError(`${stream}@${revision}: ${error.message}`, { cause: error });
    throw error;
  }
}

/** A decision of an earlier edition of the rules is never read as one of this: it was made anew when the log crossed. */
function decidedAnew(type: Decision['type']): readonly Upcaster[] {
  const current = versionOfDecision(type);
  return Array.from({ length: current - 1 }, (_, index) => () => {
    throw new RangeError(`${type} is recorded in version ${index + 1}, by an earlier edition of the rules`);
  });
}
