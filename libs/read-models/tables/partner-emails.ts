import { text } from '../definition/column';
import { textIn, textOrNullIn, type FactFields } from '../definition/fact-fields';
import { listed, readerOf, type StoredRow } from '../definition/stored-row';
import type { LatestTable } from '../definition/table';
import type { LatestRows } from '../definition/written-rows';
import type { ProgramSnapshot } from '../postgres/queries/program-snapshot';
import { Where } from '../postgres/queries/where';

/** The reference under which the e-mail is kept apart that a partner gave last. */
export interface PartnerEmailRow {
  readonly partner: string;
  readonly ref: string;
}

export const partnerEmails: LatestTable<PartnerEmailRow, 'partner'> = {
  kind: 'latest',
  name: 'partner_emails',
  columns: { partner: text('partner'), ref: text('ref') },
  key: ['partner'],
  fold: {
    facts: {
      'partner.applied': (rows, _, data) => keep(rows, data),
      'partner.enrolled': (rows, _, data) => keep(rows, data),
      'partner.contact_changed': (rows, _, data) => keep(rows, data),
    },
  },
};

/** What is not given stays as it was. */
function keep(rows: LatestRows<PartnerEmailRow, 'partner'>, data: FactFields): void {
  const ref = textOrNullIn(data, 'email');
  if (ref !== null) rows.put({ partner: textIn(data, 'partner'), ref });
}

/** The references of the e-mails of a program's partners, as far as they gave one. */
export async function emailsOfPartners({
  sql,
  schema,
  about: { program },
}: ProgramSnapshot): Promise<readonly PartnerEmailRow[]> {
  const where = new Where(program);
  const query = `SELECT ${listed(partnerEmails.columns)} FROM ${schema}.partner_emails ${where.text} ORDER BY partner`;
  return (await sql.rows<StoredRow>(query, where.parameters)).map(readerOf(partnerEmails.columns));
}

/** The reference of the e-mail that a partner gave last; null: it gave none. */
export async function emailOfPartner(
  { sql, schema, about: { program } }: ProgramSnapshot,
  partner: string,
): Promise<string | null> {
  const where = new Where(program).compare('partner', '=', partner);
  const query = `SELECT ${listed(partnerEmails.columns)} FROM ${schema}.partner_emails ${where.text}`;
  const [row] = (await sql.rows<StoredRow>(query, where.parameters)).map(readerOf(partnerEmails.columns));
  return row?.ref ?? null;
}
