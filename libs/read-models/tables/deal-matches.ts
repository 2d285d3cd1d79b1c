import { text } from '../definition/column';
import { textIn, textOrNullIn } from '../definition/fact-fields';
import { FACT_COLUMNS, type FactRow } from '../definition/fact-row';
import type { FirstTable } from '../definition/table';

/** A customer that a registration without one was found to be about. */
export interface DealMatchRow extends FactRow {
  readonly deal: string;
  readonly customer: string;
}

export const dealMatches: FirstTable<DealMatchRow> = {
  kind: 'first',
  name: 'deal_matches',
  columns: { deal: text('deal'), customer: text('customer'), ...FACT_COLUMNS },
  key: ['source', 'id'],
  partnersSee: 'of-deals',
  indexes: { deal_matches_of_deal: '(program, deal)' },
  fold: {
    facts: {
      'lead.matched': (rows, fact, data) => {
        const deal = textOrNullIn(data, 'deal');
        if (deal !== null) rows.keep({ ...fact, deal, customer: textIn(data, 'customer') });
      },
    },
  },
};
