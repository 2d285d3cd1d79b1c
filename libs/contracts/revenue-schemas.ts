import { z } from 'zod';
import { parseDate } from '@ledger/kernel/calendar';
import { amount, currency, date, id, oneOf, signedAmount } from './field-schemas';
import { breaksRule, exactlyOne, exactlyOneOf, noneTwice } from './schema-rules';

/** What an invoice line is for (programs.md, section 0, Money: Base). */
export const LINE_KINDS = [
  'subscription',
  'usage',
  'platform_fee',
  'overage',
  'outcome',
  'services',
  'tax',
  'other',
] as const;
export type LineKind = (typeof LINE_KINDS)[number];

/** How often a subscription is billed. */
export const INTERVALS = ['month', 'year'] as const;
export type Interval = (typeof INTERVALS)[number];

const invoice = id('The invoice');
const dispute = id('The dispute');
const lineOf = (description: string) => id(description);

interface ServicePeriod {
  readonly periodStart?: string | undefined;
  readonly periodEnd?: string | undefined;
}

/** A service period has both ends or none, and ends after it starts. */
function isWholePeriod(context: z.core.ParsePayload<ServicePeriod>): void {
  const { periodStart, periodEnd } = context.value;
  if (periodStart === undefined && periodEnd === undefined) return;
  if (periodStart === undefined) return breaksRule(context, ['periodStart'], 'missing');
  if (periodEnd === undefined) return breaksRule(context, ['periodEnd'], 'missing');
  const [start, end] = [parseDate(periodStart), parseDate(periodEnd)];
  if (start === null || end === null) return;
  if (end <= start) breaksRule(context, ['periodEnd'], `'${periodEnd}' is not after periodStart '${periodStart}'`);
}

const invoiceLine = z
  .object({
    line: lineOf('The line, unique within its invoice'),
    kind: oneOf(LINE_KINDS, 'What the line is for; a program’s terms say which kinds earn'),
    amount: signedAmount('After discounts, without tax, in minor units; negative: a credit within the invoice'),
    interval: oneOf(INTERVALS, 'Of a subscription; month if it is missing').optional(),
    periodStart: date('First day of the service period').optional(),
    periodEnd: date('First day after the service period').optional(),
  })
  .check(isWholePeriod)
  .meta({ dependentRequired: { periodStart: ['periodEnd'], periodEnd: ['periodStart'] } });

const invoiceData = z.object({
  invoice,
  customer: id('The customer that is billed'),
  currency: currency('Currency of all the lines'),
  lines: z
    .array(invoiceLine)
    .min(1)
    .check(noneTwice('line'))
    .meta({ description: 'The invoice’s lines, each id once' }),
});

const refundedLine = z.object({
  line: lineOf('The invoice’s line'),
  amount: amount('What was refunded of it, in minor units'),
});

/** `data` of the events of `partner-ledger.revenue.v1`. */
export const REVENUE_SCHEMAS = {
  'invoice.issued': invoiceData.meta({
    description: 'An invoice was billed; the earning event where the terms say `earnOn: billed`.',
  }),
  'invoice.paid': invoiceData.meta({
    description: 'An invoice was paid; the earning event where the terms say `earnOn: collected`.',
  }),
  'invoice.voided': z
    .object({ invoice })
    .meta({ description: 'An issued invoice was taken back; like a full refund where billing earns.' }),
  'payment.refunded': z
    .object({
      refund: id('The refund'),
      invoice,
      amount: amount('Refunded of the invoice as a whole, in minor units').optional(),
      lines: z
        .array(refundedLine)
        .min(1)
        .check(noneTwice('line'))
        .meta({ description: 'Refunded line by line, each line once' })
        .optional(),
    })
    .check(exactlyOne('amount', 'lines', 'either amount or lines'))
    .meta({
      description: 'Money went back to the customer, for the invoice as a whole or for some of its lines.',
      ...exactlyOneOf('amount', 'lines'),
    }),
  'payment.refund_failed': z.object({ refund: id('The refund') }).meta({
    description: 'The money did not reach the customer: as if the refund had never been; may come before it.',
  }),
  'dispute.opened': z
    .object({ dispute, invoice, amount: amount('What is disputed, in minor units; missing: all').optional() })
    .meta({ description: 'The customer disputes the payment; the invoice’s lines are frozen.' }),
  'dispute.closed': z
    .object({
      dispute,
      invoice,
      outcome: oneOf(['won', 'lost'], 'Won: the lines thaw. Lost: like a refund, for good'),
      amount: amount('What was lost, in minor units, where it is not all that is disputed').optional(),
    })
    .meta({ description: 'The dispute was decided; a later decision takes the place of an earlier one.' }),
};
