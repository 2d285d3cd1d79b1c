import type { EventType } from '@ledger/contracts/event-types';
import type { Month } from '@ledger/kernel/calendar';
import { add, amountMinor, ZERO, type AmountMinor } from '@ledger/kernel/money';
import { integer, sum, text } from '../definition/column';
import { textIn, type FactFields } from '../definition/fact-fields';
import { FACT_COLUMNS, type FactRow } from '../definition/fact-row';
import type { CalendarOf } from '../definition/fold';
import type { FirstTable } from '../definition/table';
import type { FirstRows } from '../definition/written-rows';

/** What was billed or collected with an invoice, whoever earns on it: all its lines but taxes. */
export interface RevenueRow extends FactRow {
  /** `invoice.issued` or `invoice.paid`. */
  readonly eventType: EventType;
  readonly invoice: string;
  readonly customer: string;
  readonly currency: string;
  readonly amountMinor: AmountMinor;
  readonly month: Month;
}

export const revenues: FirstTable<RevenueRow> = {
  kind: 'first',
  name: 'revenues',
  columns: {
    eventType: text('event_type'),
    invoice: text('invoice'),
    customer: text('customer'),
    currency: text('currency'),
    amountMinor: sum('amount_minor'),
    month: integer('month'),
    ...FACT_COLUMNS,
  },
  key: ['eventType', 'invoice'],
  indexes: { revenues_of_customer: '(program, customer)' },
  fold: { facts: { 'invoice.issued': revenueCame, 'invoice.paid': revenueCame } },
};

function revenueCame(
  rows: FirstRows<RevenueRow>,
  fact: FactRow,
  data: FactFields,
  eventType: EventType,
  calendarOf: CalendarOf,
): void {
  const lines = data['lines'] as readonly { readonly kind: string; readonly amount: number }[];
  const revenue = lines.filter(({ kind }) => kind !== 'tax').map(({ amount }) => amountMinor(amount));
  rows.keep({
    ...fact,
    eventType,
    invoice: textIn(data, 'invoice'),
    customer: textIn(data, 'customer'),
    currency: textIn(data, 'currency'),
    amountMinor: revenue.reduce(add, ZERO),
    month: calendarOf().monthAt(fact.at),
  });
}
