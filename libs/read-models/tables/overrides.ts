import type { Instant } from '@ledger/kernel/instant';
import { orNull, text, time } from '../table/column';
import { textIn, textOrNullIn, timeIn } from '../table/fact-fields';
import { FACT_COLUMNS, type FactRow } from '../table/fact-row';
import type { FirstTable } from '../table/table';

/** An override of a customer's attribution: who decided it, and the reference of what it rests on. */
export interface OverrideRow extends FactRow {
  readonly customer: string;
  readonly by: string;
  readonly evidenceRef: string;
  /** From which earning event on; null: all. */
  readonly fromAt: Instant | null;
}

export const overrides: FirstTable<OverrideRow> = {
  kind: 'first',
  name: 'overrides',
  columns: {
    customer: text('customer'),
    by: text('decided_by'),
    evidenceRef: text('evidence_ref'),
    fromAt: orNull(time('from_at_ms')),
    ...FACT_COLUMNS,
  },
  key: ['source', 'id'],
  fold: {
    facts: {
      'attribution.overridden': (rows, fact, data) => {
        const fromAt = textOrNullIn(data, 'from') === null ? null : timeIn(data, 'from');
        const [customer, by, evidenceRef] = [textIn(data, 'customer'), textIn(data, 'by'), textIn(data, 'evidence')];
        rows.keep({ ...fact, customer, by, evidenceRef, fromAt });
      },
    },
  },
};
