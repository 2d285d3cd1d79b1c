import type { AttributionChanged } from '@ledger/stages/attribution/attribution.decisions';
import { text } from '../definition/column';
import type { ProgramSnapshot } from '../postgres/queries/program-snapshot';
import { Where } from '../postgres/queries/where';
import type { GroupedTable } from '../definition/table';

/** A partner that a customer's attribution names: it is credited, was by an override, or introduced itself. */
export interface CustomerPartnerRow {
  readonly customer: string;
  readonly partner: string;
}

/** Which customers concern a partner: what it may see of attributions goes through it (postgres/schema/partner-walls.ts). */
export const customerPartners: GroupedTable<CustomerPartnerRow, 'customer'> = {
  kind: 'grouped',
  name: 'customer_partners',
  columns: { customer: text('customer'), partner: text('partner') },
  key: ['customer', 'partner'],
  group: ['customer'],
  indexes: { customer_partners_of_partner: '(program, partner, customer)' },
  fold: {
    decisions: {
      AttributionChanged: (rows, changed) => {
        const { customer } = changed;
        rows.replace(
          { customer },
          [...partnersIn(changed)].map((partner) => ({ customer, partner })),
        );
      },
    },
  },
};

function partnersIn({ credits, spans, introductions }: AttributionChanged): ReadonlySet<string> {
  const named = [...credits, ...spans.flatMap((span) => span.credits), ...introductions].map(({ partner }) => partner);
  return new Set(named.filter((partner) => partner !== null));
}

/** The customers that concern a partner, in the order of their ids. */
export async function customersOfPartner(
  { sql, schema, about: { program } }: ProgramSnapshot,
  partner: string,
): Promise<readonly string[]> {
  const where = new Where(program).compare('partner', '=', partner);
  const rows = await sql.rows<{ customer: string }>(
    `SELECT customer FROM ${schema}.${customerPartners.name} ${where.text} ORDER BY customer`,
    where.parameters,
  );
  return rows.map(({ customer }) => customer);
}
