import type { AnomalyFound } from '@ledger/stages/commission/commission.decisions';
import { text } from '../table/column';
import type { LatestTable } from '../table/table';

/** What in the facts does not fit together. */
export type AnomalyRow = Omit<AnomalyFound, 'type'>;

export const anomalies: LatestTable<AnomalyRow, keyof AnomalyRow> = {
  kind: 'latest',
  name: 'anomalies',
  columns: { code: text('code'), invoice: text('invoice'), detail: text('detail') },
  key: ['code', 'invoice', 'detail'],
  fold: {
    decisions: {
      AnomalyFound: (rows, found) => rows.put(found),
      AnomalyResolved: (rows, resolved) => rows.remove(resolved),
    },
  },
};
