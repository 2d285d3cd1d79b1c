import { textIn, textOrNullIn, type FactFields } from '../definition/fact-fields';
import { text } from '../definition/column';
import { listed, readerOf, type StoredRow } from '../definition/stored-row';
import type { LatestTable } from '../definition/table';
import type { LatestRows } from '../definition/written-rows';
import type { ProgramSnapshot } from '../postgres/queries/program-snapshot';
import { Where } from '../postgres/queries/where';

/** What a partner calls itself in its documents. */
const KINDS = ['name', 'company'] as const;
export type ContactKind = (typeof KINDS)[number];

/** A partner's name or company as it gave it last: the reference under which it is kept apart. */
export interface PartnerContactRow {
  readonly partner: string;
  readonly kind: ContactKind;
  readonly ref: string;
}

export const partnerContacts: LatestTable<PartnerContactRow, 'partner' | 'kind'> = {
  kind: 'latest',
  name: 'partner_contacts',
  columns: { partner: text('partner'), kind: text('kind'), ref: text('ref') },
  key: ['partner', 'kind'],
  fold: {
    facts: {
      'partner.applied': (rows, _, data) => keep(rows, data),
      'partner.enrolled': (rows, _, data) => keep(rows, data),
      'partner.contact_changed': (rows, _, data) => keep(rows, data),
    },
  },
};

/** What is not given stays as it was. */
function keep(rows: LatestRows<PartnerContactRow, 'partner' | 'kind'>, data: FactFields): void {
  const partner = textIn(data, 'partner');
  for (const kind of KINDS) {
    const ref = textOrNullIn(data, kind);
    if (ref !== null) rows.put({ partner, kind, ref });
  }
}

/** The references of a partner's name and company, as far as it gave them. */
export async function contactsOfPartner(
  { sql, schema, about: { program } }: ProgramSnapshot,
  partner: string,
): Promise<readonly PartnerContactRow[]> {
  const where = new Where(program).compare('partner', '=', partner);
  const stored = await sql.rows<StoredRow>(
    `SELECT ${listed(partnerContacts.columns)} FROM ${schema}.partner_contacts ${where.text} ORDER BY kind`,
    where.parameters,
  );
  return stored.map(readerOf(partnerContacts.columns));
}
