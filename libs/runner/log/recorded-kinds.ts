import type { JsonFields } from '@ledger/contracts/json-value';
import type { RecordedEvent } from '@ledger/event-store/event-store';
import type { SendingEvent } from '@ledger/rails/sending/sending.events';
import { currentVersionOf, upcast, type Upcaster, type UpcasterChains } from '@ledger/contracts/upcast';
import { fieldsAddedTo, versionOfDecision } from '@ledger/stages/decision-versions';
import type { Decision } from '@ledger/stages/stage';

/** What became of an arrival, published terms, and what the stages decide: all that the ledger follows from. */
type KindOfLedger = 'EventAccepted' | 'EventIgnored' | 'EventRejected' | 'TermsPublished' | Decision['type'];

/**
 * Every kind of event that the log has: those of the ledger, and what the senders of payouts did, which no stage and no
 * read model ever reads.
 */
export type RecordedKind = KindOfLedger | SendingEvent['type'];

/**
 * For each kind, the steps that bring what was recorded in version 1, 2, … to the version after it; what is recorded now
 * is of the version after the last. Whoever changes what is recorded of a kind adds the step; streams are never rewritten.
 */
const CHAINS: Required<UpcasterChains<RecordedKind>> = {
  EventAccepted: [],
  EventIgnored: [],
  EventRejected: [],
  TermsPublished: [],
  AttributionChanged: stepsOf('AttributionChanged'),
  PartnerStandingChanged: stepsOf('PartnerStandingChanged'),
  PromotionGranted: stepsOf('PromotionGranted'),
  CustomerCounted: stepsOf('CustomerCounted'),
  CustomerUncounted: stepsOf('CustomerUncounted'),
  WinsChanged: stepsOf('WinsChanged'),
  CommissionPosted: stepsOf('CommissionPosted'),
  NothingPosted: stepsOf('NothingPosted'),
  TrueUpExpected: stepsOf('TrueUpExpected'),
  InvoiceHoldsChanged: stepsOf('InvoiceHoldsChanged'),
  AnomalyFound: stepsOf('AnomalyFound'),
  AnomalyResolved: stepsOf('AnomalyResolved'),
  OwnLinePosted: stepsOf('OwnLinePosted'),
  LinesReleased: stepsOf('LinesReleased'),
  LinesHeldBack: stepsOf('LinesHeldBack'),
  PayoutProposed: stepsOf('PayoutProposed'),
  PayoutProposalReplaced: stepsOf('PayoutProposalReplaced'),
  PayoutDeclined: stepsOf('PayoutDeclined'),
  PayoutMade: stepsOf('PayoutMade'),
  PayoutSettled: stepsOf('PayoutSettled'),
  PayoutFailed: stepsOf('PayoutFailed'),
  PayoutReturned: stepsOf('PayoutReturned'),
  PayoutLinesMoved: stepsOf('PayoutLinesMoved'),
  AccountApprovalChanged: stepsOf('AccountApprovalChanged'),
  PayoutProfileChanged: stepsOf('PayoutProfileChanged'),
  TaxFormExpiring: stepsOf('TaxFormExpiring'),
  StatementClosed: stepsOf('StatementClosed'),
  AttemptBegun: [],
  PostAnnounced: [],
  PostPutOff: [],
  RefusalDoubted: [],
  PostUnanswered: [],
  TransferTold: [],
  NothingFound: [],
  AttemptRefused: [],
  SendingFrozen: [],
  LeftToPerson: [],
  NewKeyAllowed: [],
  SendingSettled: [],
  SendingFailed: [],
};

/** The type of an event of a kind as it is recorded now, such as `CommissionPosted.v1`. */
export function recordedType(kind: RecordedKind, chains: UpcasterChains = CHAINS): string {
  return `${kind}.v${currentVersionOf(kind, chains)}`;
}

/** What the type of a recorded event names: `CommissionPosted.v1` is version 1 of a kind. */
export function kindAndVersionOf(type: string): { readonly kind: string; readonly version: number } {
  const end = type.lastIndexOf('.v');
  return { kind: type.slice(0, end), version: Number(type.slice(end + 2)) };
}

/** What a recorded event says, brought to the present version. Throws TypeError, with its place, for what this build does not know. */
export function readRecorded(
  { stream, revision, type, data }: RecordedEvent,
  chains: UpcasterChains = CHAINS,
): { kind: RecordedKind; data: JsonFields } {
  const { kind, version } = kindAndVersionOf(type);
  if (chains[kind] === undefined) throw new TypeError(`${stream}@${revision}: this release knows no event ${type}`);
  try {
    const current = upcast({ type: kind, version, data: data as JsonFields }, chains);
    return { kind: kind as RecordedKind, data: current as JsonFields };
  } catch (error) {
    if (error instanceof RangeError) throw new TypeError(`${stream}@${revision}: ${error.message}`, { cause: error });
    throw error;
  }
}

/**
 * A decision of an earlier edition of the rules is never read as one of this: it was made anew when the log crossed. One of
 * this edition that a release before this recorded lacks what is told since: null says that it is not known.
 */
function stepsOf(type: Decision['type']): readonly Upcaster[] {
  const added = fieldsAddedTo(type);
  const ofEarlierEditions = versionOfDecision(type) - 1 - added.length;
  const refusing = Array.from({ length: ofEarlierEditions }, (_, index) => () => {
    throw new RangeError(`${type} is recorded in version ${index + 1}, by an earlier edition of the rules`);
  });
  const adding = added.map((fields): Upcaster => {
    const unknown = Object.fromEntries(fields.map((field) => [field, null]));
    return (data) => ({ ...data, ...unknown });
  });
  return [...refusing, ...adding];
}
