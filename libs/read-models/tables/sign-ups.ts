import { emailGiven } from '@ledger/stages/facts/normalised-email';
import { orNull, text } from '../definition/column';
import { textIn, textOrNullIn } from '../definition/fact-fields';
import { FACT_COLUMNS, type FactRow } from '../definition/fact-row';
import type { FirstTable } from '../definition/table';

/** A sign-up that gives an e-mail or a company: the references under which they are kept apart. */
export interface SignUpRow extends FactRow {
  readonly customer: string;
  readonly emailRef: string | null;
  /** Of equal e-mails the same, however they are written. */
  readonly emailKey: string | null;
  readonly companyRef: string | null;
}

export const signUps: FirstTable<SignUpRow> = {
  kind: 'first',
  name: 'sign_ups',
  columns: {
    customer: text('customer'),
    emailRef: orNull(text('email_ref')),
    emailKey: orNull(text('email_key')),
    companyRef: orNull(text('company_ref')),
    ...FACT_COLUMNS,
  },
  key: ['source', 'id'],
  indexes: { sign_ups_in_order: '(program, seq)', sign_ups_by_email: '(program, email_key)' },
  fold: {
    facts: {
      'customer.signed_up': (rows, fact, data) => {
        const [emailRef, companyRef] = [textOrNullIn(data, 'email'), textOrNullIn(data, 'company')];
        const emailKey = emailGiven(emailRef ?? undefined);
        if (emailKey === null && companyRef === null) return;
        rows.keep({ ...fact, customer: textIn(data, 'customer'), emailRef, emailKey, companyRef });
      },
    },
  },
};
