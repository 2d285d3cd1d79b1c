import type { ListQuery } from '../postgres/queries/list-query';
import type { ProgramSnapshot } from '../postgres/queries/program-snapshot';
import { Where } from '../postgres/queries/where';
import { flag, text } from '../definition/column';
import { textIn, textOrNullIn, type FactFields } from '../definition/fact-fields';
import { FACT_COLUMNS, type FactRow } from '../definition/fact-row';
import { shownAgeDays, shownTime, type OpsView } from '../definition/ops-view';
import { listed, readerOf, type StoredRow } from '../definition/stored-row';
import type { LoggedTable } from '../definition/table';
import type { LoggedRows } from '../definition/written-rows';

/** A fact that takes something of an invoice back, or freezes it. */
export interface TakebackRow extends FactRow {
  readonly eventType: string;
  /** The refund or dispute; of a void the invoice. */
  readonly about: string;
  /** Empty for a refund that failed, which names none. */
  readonly invoice: string;
  /** All wait at first; what ends that is looked for when they are there (postgres/end-waiting.ts). */
  readonly waits: boolean;
}

export const takebacks: LoggedTable<TakebackRow> = {
  kind: 'logged',
  name: 'takebacks',
  columns: {
    eventType: text('event_type'),
    about: text('about'),
    invoice: text('invoice'),
    waits: flag('waits'),
    ...FACT_COLUMNS,
  },
  key: ['seq'],
  indexes: {
    takebacks_waiting: '(program, invoice) WHERE waits',
    takebacks_of_invoice: '(program, invoice, event_type, seq)',
    takebacks_about: '(program, about, event_type)',
  },
  fold: {
    facts: {
      'invoice.voided': takenBack('invoice'),
      'payment.refunded': takenBack('refund'),
      'payment.refund_failed': takenBack('refund'),
      'dispute.opened': takenBack('dispute'),
      'dispute.closed': takenBack('dispute'),
    },
  },
};

function takenBack(about: string) {
  return (rows: LoggedRows<TakebackRow>, fact: FactRow, data: FactFields, eventType: string): void => {
    const invoice = textOrNullIn(data, 'invoice') ?? '';
    rows.append({ ...fact, eventType, about: textIn(data, about), invoice, waits: invoice !== '' });
  };
}

/** Refunds, disputes and voids of a program whose invoice never came, the oldest first; key: time, seq. */
export function waitingTakebacks(
  { schema, about: { program } }: ProgramSnapshot,
  eventType: string | undefined,
): ListQuery<StoredRow, TakebackRow> {
  return {
    select: `SELECT ${listed(takebacks.columns)} FROM ${schema}.takebacks`,
    where: new Where(program).compare('event_type', '=', eventType).that('waits'),
    order: ['at_ms', 'seq'],
    toRow: readerOf(takebacks.columns),
    keyOf: ({ at, seq }) => [at, seq],
  };
}

export const waitingForInvoiceView: OpsView = {
  about: 'Refunds, disputes and voids of invoices that never came.',
  select: (
    schema,
  ) => `SELECT t.program, t.event_type, t.about, t.invoice, ${shownTime('t.at_ms', 'at')}, ${shownAgeDays('t.at_ms')},
          t.seq, t.source, t.id FROM ${schema}.takebacks t JOIN ${schema}.programs p USING (program) WHERE t.waits`,
};
