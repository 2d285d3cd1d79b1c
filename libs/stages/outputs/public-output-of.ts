import type { PublicOutput } from '@ledger/contracts/public-outputs';
import { formatDate, formatQuarter, type CalendarDate } from '@ledger/kernel/calendar';
import { formatInstant, type Instant } from '@ledger/kernel/instant';
import type { Credit } from '../attribution/attribution.decisions';
import type { AnomalyFound, AnomalyResolved, CommissionPosted, LineReason } from '../commission/commission.decisions';
import type { LineKey, LinesHeldBack, LinesReleased, PayoutProfileChanged } from '../payout/payout.decisions';
import type { PartnerStandingChanged } from '../partner-status/status.decisions';
import type { Decision } from '../stage';
import { payoutOutputOf } from './payout-output-of';

/** What every output says beside the decision: its place in the log, and the event that it was decided on. */
export interface Decided {
  readonly seq: number;
  readonly fact: string;
}

/**
 * A decision in the words of the public contract (libs/contracts/public-outputs.ts): amounts as decimal strings, times,
 * dates and quarters as text. What only the stages need among themselves is left out, so that it may change; null: all of it is.
 */
export function publicOutputOf(decision: Decision, decided: Decided): PublicOutput | null {
  switch (decision.type) {
    case 'NothingPosted':
    case 'TrueUpExpected':
      return null;
    case 'AttributionChanged': {
      const { customer, credits, settledAt, spans, termsVersion } = decision;
      const data = { ...decided, customer, credits: credits.map(credit), settledAt: timeOrNull(settledAt) };
      const changed = {
        spans: spans.map((span) => ({ from: timeOrNull(span.fromAt), credits: span.credits.map(credit) })),
        overridden: spans.some(({ override }) => override !== null),
        termsVersion,
      };
      return { type: 'attribution.changed', data: { ...data, ...changed } };
    }
    case 'PartnerStandingChanged':
      return { type: 'partner.status_changed', data: { ...decided, ...standing(decision) } };
    case 'PromotionGranted': {
      const { partner, promotion, rate } = decision;
      return { type: 'promotion.granted', data: { ...decided, partner, promotion, rate } };
    }
    case 'CustomerCounted': {
      const { partner, customer, activatedAt, wonIn } = decision;
      const counted = { partner, customer, activatedAt: formatInstant(activatedAt) };
      const quarter = wonIn === null ? null : formatQuarter(wonIn);
      return { type: 'customer.counted', data: { ...decided, ...counted, wonIn: quarter } };
    }
    case 'CustomerUncounted':
      return {
        type: 'customer.uncounted',
        data: { ...decided, partner: decision.partner, customer: decision.customer },
      };
    case 'WinsChanged': {
      const { partner, quarter, wins } = decision;
      return { type: 'partner.wins_changed', data: { ...decided, partner, quarter: formatQuarter(quarter), wins } };
    }
    case 'CommissionPosted':
      return { type: `commission.${columnOf(decision.reason)}`, data: { ...decided, ...posting(decision) } };
    case 'InvoiceHoldsChanged': {
      const { invoice, customer, partner, holds, decidedAt } = decision;
      const changed = { invoice, customer, partner, holds: [...holds], decidedAt: formatInstant(decidedAt) };
      return { type: 'invoice.holds_changed', data: { ...decided, ...changed } };
    }
    case 'AnomalyFound':
      return { type: 'anomaly.found', data: { ...decided, ...anomaly(decision) } };
    case 'AnomalyResolved':
      return { type: 'anomaly.resolved', data: { ...decided, ...anomaly(decision) } };
    case 'LinesReleased':
      return {
        type: 'line.payable',
        data: { ...decided, ...moved(decision), releasedAt: formatInstant(decision.releasedAt) },
      };
    case 'LinesHeldBack':
      return { type: 'line.held', data: { ...decided, ...moved(decision), heldAt: formatInstant(decision.heldAt) } };
    case 'PayoutProfileChanged':
      return { type: 'partner.payout_profile_changed', data: { ...decided, ...payoutProfile(decision) } };
    default:
      return payoutOutputOf(decision, decided);
  }
}

const REVERSING: ReadonlySet<LineReason> = new Set(['refund', 'dispute', 'void', 'clawback']);

/** The three columns of a statement (contract.md, section 2). */
function columnOf(reason: LineReason): 'accrued' | 'reversed' | 'adjusted' {
  if (reason === 'accrual') return 'accrued';
  return REVERSING.has(reason) ? 'reversed' : 'adjusted';
}

function posting(posted: CommissionPosted) {
  const { partner, customer, invoice, line, lineSeq, reason, rate, currency, termsVersion, cause } = posted;
  return {
    partner,
    customer,
    invoice,
    line,
    lineSeq,
    reason,
    baseMinor: `${posted.baseMinor}`,
    rate,
    amountMinor: `${posted.amountMinor}`,
    currency,
    effectiveAt: formatInstant(posted.effectiveAt),
    postedAt: formatInstant(posted.postedAt),
    clearsAt: formatInstant(posted.clearsAt),
    termsVersion,
    cause,
    holds: [...posted.holds],
  };
}

function anomaly({ code, invoice, detail }: AnomalyFound | AnomalyResolved) {
  return { code, invoice, detail };
}

function standing(changed: PartnerStandingChanged) {
  const { partner, partnerType, tier, application, terminated } = changed;
  return {
    partner,
    partnerType,
    tier,
    application,
    terminated,
    approvedAt: timeOrNull(changed.approvedAt),
    holds: [...changed.holds],
    activeUntil: dateOrNull(changed.activeUntil),
  };
}

function moved({ partner, currency, amountMinor, lines }: LinesReleased | LinesHeldBack) {
  return { partner, currency, amountMinor: `${amountMinor}`, lines: lines.map(lineKey) };
}

function payoutProfile(profile: PayoutProfileChanged) {
  const { partner, rail, methodChangedAt, taxForms, acknowledgementOpen, withholdingRate, payoutFailed } = profile;
  const forms = taxForms.map(({ form, recordedAt, validThrough }) => {
    return { form, recordedAt: formatInstant(recordedAt), validThrough: dateOrNull(validThrough) };
  });
  const since = { methodChangedAt: timeOrNull(methodChangedAt), taxForms: forms };
  return { partner, rail, ...since, acknowledgementOpen, withholdingRate, payoutFailed };
}

const credit = ({ partner, role, weight }: Credit) => ({ partner, role, weight });
const lineKey = ({ invoice, line, lineSeq }: LineKey) => ({ invoice, line, lineSeq });
const timeOrNull = (at: Instant | null) => (at === null ? null : formatInstant(at));
const dateOrNull = (date: CalendarDate | null) => (date === null ? null : formatDate(date));
