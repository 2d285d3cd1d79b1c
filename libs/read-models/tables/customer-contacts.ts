import { orNull, text } from '../definition/column';
import { textIn, textOrNullIn } from '../definition/fact-fields';
import { FACT_COLUMNS, type FactRow } from '../definition/fact-row';
import { listed, readerOf, type StoredRow } from '../definition/stored-row';
import type { FirstTable } from '../definition/table';
import type { ProgramSnapshot } from '../postgres/queries/program-snapshot';
import { encodeText } from '../postgres/text-codec';

/** How a customer is known: the references of the e-mail and company that a sign-up or lead of it gave. */
export interface CustomerContactRow extends FactRow {
  readonly customer: string;
  readonly emailRef: string | null;
  readonly companyRef: string | null;
}

export const customerContacts: FirstTable<CustomerContactRow> = {
  kind: 'first',
  name: 'customer_contacts',
  columns: {
    customer: text('customer'),
    emailRef: orNull(text('email_ref')),
    companyRef: orNull(text('company_ref')),
    ...FACT_COLUMNS,
  },
  key: ['source', 'id'],
  indexes: { customer_contacts_of_customer: '(program, customer)' },
  fold: {
    facts: {
      'customer.signed_up': (rows, fact, data) => {
        const [emailRef, companyRef] = [textOrNullIn(data, 'email'), textOrNullIn(data, 'company')];
        if (emailRef === null && companyRef === null) return;
        rows.keep({ ...fact, customer: textIn(data, 'customer'), emailRef, companyRef });
      },
      'referral.submitted': (rows, fact, data) => {
        const customer = textOrNullIn(data, 'customer');
        const [emailRef, companyRef] = [textOrNullIn(data, 'email'), textOrNullIn(data, 'company')];
        if (customer !== null) rows.keep({ ...fact, customer, emailRef, companyRef });
      },
    },
  },
};

const toRow = readerOf(customerContacts.columns);

/** How these customers are known. */
export async function contactsOfCustomers(
  { sql, schema, about: { program } }: ProgramSnapshot,
  customers: readonly string[],
): Promise<readonly CustomerContactRow[]> {
  const stored = await sql.rows<StoredRow>(
    `SELECT ${listed(customerContacts.columns)} FROM ${schema}.customer_contacts
      WHERE program = $1 AND customer IN (SELECT jsonb_array_elements_text($2::jsonb)) ORDER BY customer, seq`,
    [encodeText(program), JSON.stringify(customers.map(encodeText))],
  );
  return stored.map(toRow);
}
