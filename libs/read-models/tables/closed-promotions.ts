import { text } from '../definition/column';
import { textIn } from '../definition/fact-fields';
import { FACT_COLUMNS, type FactRow } from '../definition/fact-row';
import type { FirstTable } from '../definition/table';

/** A promotion that takes no more partners. */
export interface ClosedPromotionRow extends FactRow {
  readonly promotion: string;
}

export const closedPromotions: FirstTable<ClosedPromotionRow> = {
  kind: 'first',
  name: 'closed_promotions',
  columns: { promotion: text('promotion'), ...FACT_COLUMNS },
  key: ['promotion'],
  fold: {
    facts: { 'promotion.closed': (rows, fact, data) => rows.keep({ ...fact, promotion: textIn(data, 'promotion') }) },
  },
};
