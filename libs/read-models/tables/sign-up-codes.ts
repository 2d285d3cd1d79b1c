import { normalisedCode } from '@ledger/stages/facts/normalised-code';
import { orNull, text } from '../definition/column';
import { textIn, textOrNullIn } from '../definition/fact-fields';
import { FACT_COLUMNS, type FactRow } from '../definition/fact-row';
import type { FirstTable } from '../definition/table';

/** A sign-up that names a code or a click. */
export interface SignUpCodeRow extends FactRow {
  readonly customer: string;
  readonly code: string | null;
  /** As codes are compared. */
  readonly codeKey: string | null;
  readonly clickId: string | null;
}

export const signUpCodes: FirstTable<SignUpCodeRow> = {
  kind: 'first',
  name: 'sign_up_codes',
  columns: {
    customer: text('customer'),
    code: orNull(text('code')),
    codeKey: orNull(text('code_key')),
    clickId: orNull(text('click_id')),
    ...FACT_COLUMNS,
  },
  key: ['source', 'id'],
  indexes: { sign_up_codes_by_code: '(program, code_key)', sign_up_codes_by_click: '(program, click_id)' },
  partnersSee: [
    { table: 'links', columns: ['code_key'] },
    { table: 'clicks', columns: ['click_id'] },
  ],
  fold: {
    facts: {
      'customer.signed_up': (rows, fact, data) => {
        const [code, clickId] = [textOrNullIn(data, 'referralCode'), textOrNullIn(data, 'clickId')];
        if (code === null && clickId === null) return;
        const codeKey = code === null ? null : normalisedCode(code);
        rows.keep({ ...fact, customer: textIn(data, 'customer'), code, codeKey, clickId });
      },
    },
  },
};
