import type { PublicOutput } from '@ledger/contracts/public-outputs';
import { formatDate, formatMonth } from '@ledger/kernel/calendar';
import { formatInstant } from '@ledger/kernel/instant';
import type {
  LinesHeldBack,
  LinesReleased,
  OwnLinePosted,
  PayoutAmounts,
  PayoutDecision,
  PayoutLinesMoved,
  PayoutProfileChanged,
} from '../payout/payout.decisions';
import type { Decided } from './public-output-of';

type Paying = Exclude<PayoutDecision, LinesReleased | LinesHeldBack | PayoutProfileChanged>;

/** What happens to payouts and to the partners' own lines, in the words of the public contract. */
export function payoutOutputOf(decision: Paying, decided: Decided): PublicOutput {
  switch (decision.type) {
    case 'OwnLinePosted':
      return { type: 'line.posted', data: { ...decided, ...ownLine(decision) } };
    case 'PayoutProposed': {
      const proposedAt = formatInstant(decision.proposedAt);
      return { type: 'payout.proposed', data: { ...decided, ...amounts(decision), proposedAt } };
    }
    case 'PayoutProposalReplaced': {
      const { payout, partner, currency } = decision;
      const replacedAt = formatInstant(decision.replacedAt);
      return { type: 'payout.replaced', data: { ...decided, payout, partner, currency, replacedAt } };
    }
    case 'PayoutDeclined': {
      const times = { proposedAt: formatInstant(decision.proposedAt), declinedAt: formatInstant(decision.declinedAt) };
      return { type: 'payout.declined', data: { ...decided, ...amounts(decision), ...times } };
    }
    case 'PayoutMade': {
      const { paidAtOnce } = decision;
      const times = { madeAt: formatInstant(decision.madeAt), postedAt: formatInstant(decision.postedAt) };
      return { type: 'payout.made', data: { ...decided, ...amounts(decision), ...times, paidAtOnce } };
    }
    case 'PayoutSettled': {
      const { reference, feeVarianceMinor } = decision;
      const times = { madeAt: formatInstant(decision.madeAt), settledAt: formatInstant(decision.settledAt) };
      const settled = { ...times, postedAt: formatInstant(decision.postedAt), reference };
      const data = { ...decided, ...amounts(decision), ...settled, feeVarianceMinor: `${feeVarianceMinor}` };
      return { type: 'payout.paid', data };
    }
    case 'PayoutFailed': {
      const times = { madeAt: formatInstant(decision.madeAt), failedAt: formatInstant(decision.failedAt) };
      const data = { ...decided, ...amounts(decision), ...times, postedAt: formatInstant(decision.postedAt) };
      return { type: 'payout.failed', data };
    }
    case 'PayoutReturned': {
      const times = { madeAt: formatInstant(decision.madeAt), settledAt: formatInstant(decision.settledAt) };
      const returned = { ...times, returnedAt: formatInstant(decision.returnedAt), reference: decision.reference };
      const data = { ...decided, ...amounts(decision), ...returned, postedAt: formatInstant(decision.postedAt) };
      return { type: 'payout.returned', data };
    }
    case 'TaxFormExpiring': {
      const { partner, form, daysLeft } = decision;
      const dates = { validThrough: formatDate(decision.validThrough), remindedAt: formatInstant(decision.remindedAt) };
      return { type: 'tax_form.expiring', data: { ...decided, partner, form, daysLeft, ...dates } };
    }
    case 'StatementClosed': {
      const { partner, currency } = decision;
      const months = { fromMonth: formatMonth(decision.fromMonth), month: formatMonth(decision.month) };
      const data = { ...decided, partner, currency, ...months, closedAt: formatInstant(decision.closedAt) };
      return { type: 'statement.closed', data };
    }
    case 'PayoutLinesMoved':
      return { type: JOURNEY[decision.to], data: { ...decided, ...journey(decision) } };
    case 'AccountApprovalChanged': {
      const { partner, currency, approval } = decision;
      return { type: 'account.approval_changed', data: { ...decided, partner, currency, approval } };
    }
  }
}

const JOURNEY = { in_transit: 'line.in_transit', paid: 'line.paid', payable: 'line.unpaid' } as const;

function ownLine(posted: OwnLinePosted) {
  const { partner, currency, line, lineSeq, reason, cause } = posted;
  return {
    partner,
    currency,
    line,
    lineSeq,
    reason,
    amountMinor: `${posted.amountMinor}`,
    effectiveAt: formatInstant(posted.effectiveAt),
    postedAt: formatInstant(posted.postedAt),
    clearsAt: formatInstant(posted.clearsAt),
    cause,
  };
}

function amounts({ payout, partner, currency, rail, lineCount, ...money }: PayoutAmounts) {
  return {
    payout,
    partner,
    currency,
    rail,
    lineCount,
    grossMinor: `${money.grossMinor}`,
    feeMinor: `${money.feeMinor}`,
    withheldMinor: `${money.withheldMinor}`,
    netMinor: `${money.netMinor}`,
  };
}

function journey({ payout, partner, currency, movedAt, lines }: PayoutLinesMoved) {
  const keys = lines.map(({ invoice, line, lineSeq }) => ({ invoice, line, lineSeq }));
  return { payout, partner, currency, movedAt: formatInstant(movedAt), lines: keys };
}
