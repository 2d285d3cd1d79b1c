import type { Calendar } from '@ledger/kernel/calendar';
import { formatMonth, formatQuarter } from '@ledger/kernel/calendar';
import type { Instant } from '@ledger/kernel/instant';
import type { Decision, StageName } from '@ledger/stages/stage';

/**
 * The edition of the rules by which this release judges. What is judged and decided by an edition has streams of its own,
 * which begin with its name (those of the first edition have none).
 */
export const EDITION = '1.1';

/** The log of everything that arrived for a program; `""`: what belongs to none. */
export const FACTS_CATEGORY = `${EDITION}.facts`;
/** The versions of a program's terms, as they were published. */
export const TERMS_CATEGORY = 'terms';

/** The kinds of streams that the stages write. */
export type AggregateKind =
  | 'attribution'
  | 'standing'
  | 'wins'
  | 'customer'
  | 'commission'
  | 'unpaid'
  | 'expected'
  | 'account'
  | 'payee'
  | 'payout'
  | 'reminder'
  | 'closed';

/** Those that a stage writes. */
const KINDS: Readonly<Record<StageName, readonly AggregateKind[]>> = {
  attribution: ['attribution'],
  'partner-status': ['standing', 'wins', 'customer'],
  commission: ['commission', 'unpaid', 'expected'],
  payout: ['account', 'payee', 'payout', 'reminder', 'closed'],
};

/** The categories of the streams that a stage writes for a program: each program has its own, so that one can be read alone. */
export function categoriesOf(stage: StageName, program: string): string[] {
  return KINDS[stage].map((kind) => categoryOf(kind, program));
}

/** A category ends at the first `-`, so the name of the program must not have one. */
export function categoryOf(kind: AggregateKind, program: string): string {
  return `${EDITION}.${kind}.${withoutHyphens(program)}`;
}

/** What stands for a program's name in its categories; a ledger has few programs, and asks with each decision. */
const ENCODED_PROGRAMS = new Map<string, string>();

function withoutHyphens(program: string): string {
  let encoded = ENCODED_PROGRAMS.get(program);
  if (encoded === undefined) {
    encoded = encodeURIComponent(program).replaceAll('-', '%2D');
    ENCODED_PROGRAMS.set(program, encoded);
  }
  return encoded;
}

/** Whether a stream has what this edition judged or decided; the others are terms, and what an earlier one left. */
export function isOfEdition(stream: string): boolean {
  return stream.startsWith(`${EDITION}.`);
}

export function factsStream(program: string): string {
  return `${FACTS_CATEGORY}-${program}`;
}

export function termsStream(program: string): string {
  return `${TERMS_CATEGORY}-${program}`;
}

/** The stream of an aggregate, by its kind and the keys that name it. */
export function aggregateStream(program: string, kind: AggregateKind, ...keys: readonly string[]): string {
  return `${categoryOf(kind, program)}-${keys.map(encodeURIComponent).join('/')}`;
}

/**
 * The stream of the aggregate that a decision is about. None grows without bound with a partner's life: customers and
 * invoices have their own, wins one a quarter, and an account opens a new one every month.
 */
export function streamOf(program: string, decision: Decision, calendar: Calendar): string {
  const of = (kind: AggregateKind, ...keys: string[]) => aggregateStream(program, kind, ...keys);
  /** By the program's clock: an account's months follow on each other, and so do the moves of its lines. */
  const ofAccount = ({ partner, currency }: { partner: string; currency: string }, clock: Instant) =>
    of('account', partner, currency, formatMonth(calendar.monthAt(clock)));
  switch (decision.type) {
    case 'AttributionChanged':
      return of('attribution', decision.customer);
    case 'PartnerStandingChanged':
    case 'PromotionGranted':
      return of('standing', decision.partner);
    case 'CustomerCounted':
    case 'CustomerUncounted':
      return of('customer', decision.customer);
    case 'WinsChanged':
      return of('wins', decision.partner, formatQuarter(decision.quarter));
    case 'CommissionPosted':
    case 'InvoiceHoldsChanged':
    case 'AnomalyFound':
    case 'AnomalyResolved':
      return of('commission', decision.invoice);
    // Beside the others: a release before this one had no such decisions, and its streams stay as they would be without.
    case 'NothingPosted':
      return of('unpaid', decision.invoice);
    // The same again: told later than the others.
    case 'TrueUpExpected':
      return of('expected', decision.invoice);
    case 'LinesReleased':
      return ofAccount(decision, decision.releasedAt);
    case 'LinesHeldBack':
      return ofAccount(decision, decision.heldAt);
    case 'OwnLinePosted':
    case 'PayoutLinesMoved':
    case 'AccountApprovalChanged':
      return ofAccount(decision, decision.decidedAt);
    case 'PayoutProposed':
    case 'PayoutProposalReplaced':
    case 'PayoutDeclined':
    case 'PayoutMade':
    case 'PayoutSettled':
    case 'PayoutFailed':
    case 'PayoutReturned':
      return of('payout', decision.payout);
    case 'PayoutProfileChanged':
      return of('payee', decision.partner);
    // Beside the others again, as nothing is decided by them: those of a year of closed months have one.
    case 'TaxFormExpiring':
      return of('reminder', decision.partner);
    case 'StatementClosed':
      return of('closed', decision.partner, decision.currency, formatMonth(decision.month).slice(0, 4));
  }
}

/**
 * What the order of two streams is decided by: those with the same answer follow on each other and must be recorded one
 * after the other, so that who reads all streams sees an account's months in their order.
 */
export function chapterOf(stream: string): string {
  return stream.startsWith(`${EDITION}.account.`) ? stream.slice(0, stream.lastIndexOf('/')) : stream;
}
