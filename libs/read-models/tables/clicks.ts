import { normalisedCode } from '@ledger/stages/facts/normalised-code';
import { text } from '../definition/column';
import { textIn } from '../definition/fact-fields';
import { FACT_COLUMNS, type FactRow } from '../definition/fact-row';
import type { FirstTable } from '../definition/table';

/** Which link a click was on: a sign-up names the click alone. */
export interface ClickRow extends FactRow {
  readonly clickId: string;
  readonly codeKey: string;
}

export const clicks: FirstTable<ClickRow> = {
  kind: 'first',
  name: 'clicks',
  columns: { clickId: text('click_id'), codeKey: text('code_key'), ...FACT_COLUMNS },
  key: ['clickId', 'codeKey'],
  indexes: { clicks_of_link: '(program, code_key, at_ms)' },
  partnersSee: [{ table: 'links', columns: ['code_key'] }],
  fold: {
    facts: {
      'referral.clicked': (rows, fact, data) => {
        rows.keep({ ...fact, clickId: textIn(data, 'clickId'), codeKey: normalisedCode(textIn(data, 'code')) });
      },
    },
  },
};
