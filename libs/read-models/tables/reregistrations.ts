import { text } from '../definition/column';
import { textIn } from '../definition/fact-fields';
import { FACT_COLUMNS, type FactRow } from '../definition/fact-row';
import type { FirstTable } from '../definition/table';

/** An expired registration that was made anew. */
export interface ReregistrationRow extends FactRow {
  readonly deal: string;
}

export const reregistrations: FirstTable<ReregistrationRow> = {
  kind: 'first',
  name: 'reregistrations',
  columns: { deal: text('deal'), ...FACT_COLUMNS },
  key: ['source', 'id'],
  partnersSee: 'of-deals',
  indexes: { reregistrations_of_deal: '(program, deal)' },
  fold: { facts: { 'deal.reregistered': (rows, fact, data) => rows.keep({ ...fact, deal: textIn(data, 'deal') }) } },
};
