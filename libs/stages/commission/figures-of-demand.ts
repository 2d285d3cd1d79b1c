import { formatDate } from '@ledger/kernel/calendar';
import type { AmountMinor } from '@ledger/kernel/money';
import { formatRate } from '@ledger/kernel/rate';
import type { Earning } from '@ledger/program/terms';
import type { Credit } from '../attribution/attribution.decisions';
import type { FactKey } from '../facts/fact-key';
import { clawbackOf } from './claw-back-on-churn';
import type { CreditedInvoice, PartnerInForce } from './demand';
import type { InvoiceLine } from './invoice-account';
import type { LineFigures } from './line-figures';
import { daysBefore, endsOfDurations } from './prorate-base';
import { ownRate, shareOfRate, type EarnedAt } from './rate-of-credit';

/** A demand with all that it was made from. */
export interface ComputedDemand {
  readonly invoice: CreditedInvoice;
  readonly credit: Credit;
  readonly partner: PartnerInForce;
  readonly type: string | null;
  readonly line: InvoiceLine;
  readonly index: number;
  readonly earning: Earning;
  readonly earned: EarnedAt;
  readonly defersRefunds: boolean;
  readonly withinMinor: AmountMinor;
  readonly commissionMinor: AmountMinor;
  /** The churn after which the line earns nothing. */
  readonly churned: FactKey | null;
  /** Without what went back with refunds. */
  readonly leftMinor: AmountMinor;
  readonly standsMinor: AmountMinor;
}

/** The figures of a demand as they are recorded: what is as usual is left out. */
export function lineFigures(demand: ComputedDemand): LineFigures {
  const { invoice, credit, partner, type, line, index, earning, earned, defersRefunds, churned } = demand;
  const { terms, tier, account } = partner;
  const { own, from, wins } = ownRate(earning, account.record, account, earned, terms);
  const share = shareOfRate(credit, terms);
  const taken = invoice.taken.figuresOf(index, defersRefunds);
  const refundsWaiting = invoice.taken.waiting(defersRefunds);
  const clawback = clawbackOf(earned.at, tier, invoice.customer, terms);
  return {
    lineMinor: line.amountMinor,
    ...(tier === null ? {} : { tier }),
    ...(type === null || earning.partnerType === null ? {} : { partnerType: type }),
    entry: terms.earnings.indexOf(earning) + 1,
    ...cutOf(demand),
    ownRate: formatRate(own),
    rateFrom: from,
    ...(wins === undefined ? {} : { wins }),
    ...(share === null ? {} : { share: formatRate(share) }),
    commissionMinor: demand.commissionMinor,
    ...(churned === null ? {} : { churnedAt: churned.at }),
    ...(taken === undefined ? {} : { taken }),
    ...(refundsWaiting === 0 ? {} : { refundsWaiting }),
    ...(clawback === null ? {} : { clawback: { ...clawback, leftMinor: demand.leftMinor } }),
    standsMinor: demand.standsMinor,
  };
}

/** What a duration leaves of the line's amount, where it cuts it. */
function cutOf(demand: ComputedDemand): Pick<LineFigures, 'withinMinor' | 'ends'> {
  const { invoice, line, earning, withinMinor } = demand;
  if (withinMinor === line.amountMinor) return {};
  const end = endsOfDurations(invoice.customer, invoice.program)(earning.duration);
  if (end === null) return { withinMinor };
  if (line.period === null) return { withinMinor, ends: { on: formatDate(end) } };
  const { days, before } = daysBefore(end, line.period);
  return { withinMinor, ends: { on: formatDate(end), daysBefore: before, days } };
}
