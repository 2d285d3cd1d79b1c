import type { Instant } from '@ledger/kernel/instant';
import type { Credit } from '@ledger/stages/attribution/attribution.decisions';
import { integer, orNull, text, time } from '../definition/column';
import type { GroupedTable } from '../definition/table';

/** A credit of a customer and for which of its revenue: what has its earning event at `fromAt` or later, and before `untilAt`. */
export interface CustomerCreditRow extends Credit {
  readonly customer: string;
  /** The how-manieth span of the customer's credits it is in, from 0. */
  readonly span: number;
  /** Null: from the beginning. */
  readonly fromAt: Instant | null;
  /** Null: for good. */
  readonly untilAt: Instant | null;
}

export const customerCredits: GroupedTable<CustomerCreditRow, 'customer'> = {
  kind: 'grouped',
  name: 'customer_credits',
  columns: {
    customer: text('customer'),
    span: integer('span'),
    partner: text('partner'),
    role: text('role'),
    weight: orNull(integer('weight')),
    fromAt: orNull(time('from_at_ms')),
    untilAt: orNull(time('until_at_ms')),
  },
  key: ['customer', 'span', 'partner'],
  group: ['customer'],
  indexes: { customer_credits_of_partner: '(program, partner)' },
  fold: {
    decisions: {
      AttributionChanged: (rows, { customer, spans }) =>
        rows.replace(
          { customer },
          spans.flatMap(({ fromAt, credits }, span) => {
            const untilAt = spans[span + 1]?.fromAt ?? null;
            return credits.map((credit) => ({ ...credit, customer, span, fromAt, untilAt }));
          }),
        ),
    },
  },
};

/** Whether the credit `c` is in force at a time. */
export function isInForce(c: string, at: string): string {
  return `(${c}.from_at_ms IS NULL OR ${c}.from_at_ms <= ${at}) AND (${c}.until_at_ms IS NULL OR ${at} < ${c}.until_at_ms)`;
}
