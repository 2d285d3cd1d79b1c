import type { PartnerStandingChanged } from '@ledger/stages/partner-status/status.decisions';
import type { ListQuery } from '../postgres/queries/list-query';
import type { ProgramSnapshot } from '../postgres/queries/program-snapshot';
import { Where } from '../postgres/queries/where';
import { flag, integer, orNull, text, texts, time } from '../definition/column';
import { shownDay, shownTime, type OpsView } from '../definition/ops-view';
import { listed, readerOf, type StoredRow } from '../definition/stored-row';
import type { LatestTable } from '../definition/table';
import type { CountedCustomerRow } from './counted-customers';
import { countedCustomers } from './counted-customers';
import { promotions } from './promotions';

/** A partner's standing by all recorded facts. */
export type PartnerStanding = Omit<PartnerStandingChanged, 'type' | 'decidedAt'>;

/** The same with the promotion whose slot it took. */
export interface PartnerRow extends PartnerStanding {
  readonly promotion: string | null;
  readonly promotionRate: string | null;
}

/** A partner with the activated customers that are sourced to it, by the time of their activation. */
export interface PartnerWithCustomers extends PartnerRow {
  readonly counted: readonly Pick<CountedCustomerRow, 'activatedAt' | 'wonIn'>[];
}

export const partners: LatestTable<PartnerStanding, 'partner'> = {
  kind: 'latest',
  name: 'partners',
  columns: {
    partner: text('partner'),
    partnerType: text('partner_type'),
    tier: orNull(text('tier')),
    application: text('application'),
    approvedAt: orNull(time('approved_at_ms')),
    terminated: flag('terminated'),
    holds: texts('holds'),
    activeUntil: orNull(integer('active_until_day')),
  },
  key: ['partner'],
  fold: { decisions: { PartnerStandingChanged: (rows, standing) => rows.put(standing) } },
};

/** Partners of a program by name; key: partner. */
export function partnerList(snapshot: ProgramSnapshot): ListQuery<StoredRow, PartnerWithCustomers> {
  return {
    select: withCustomers(snapshot.schema),
    where: new Where(snapshot.about.program, 'p.program'),
    order: ['p.partner'],
    toRow,
    keyOf: ({ partner }) => [partner],
  };
}

/** A partner of a program; null: none of that name applied or enrolled. */
export async function findPartner(snapshot: ProgramSnapshot, partner: string): Promise<PartnerWithCustomers | null> {
  const { sql, schema, about } = snapshot;
  const where = new Where(about.program, 'p.program').compare('p.partner', '=', partner);
  const [stored] = await sql.rows<StoredRow>(`${withCustomers(schema)} ${where.text}`, where.parameters);
  return stored === undefined ? null : toRow(stored);
}

/** Each with its promotion and its customers. */
const withCustomers = (schema: string) => `
  SELECT ${listed(partners.columns, 'p')}, m.promotion, m.rate, c.counted
    FROM ${schema}.partners p
    LEFT JOIN ${schema}.promotions m USING (program, partner)
   CROSS JOIN LATERAL (
     SELECT coalesce(json_agg(json_build_array(activated_at_ms, won_in_quarter) ORDER BY activated_at_ms, customer), '[]')
              AS counted
       FROM ${schema}.counted_customers WHERE program = $1 AND partner = p.partner
   ) c`;

const read = readerOf(partners.columns);

function toRow(stored: StoredRow): PartnerWithCustomers {
  const { activatedAt, wonIn } = countedCustomers.columns;
  return {
    ...read(stored),
    promotion: orNull(promotions.columns.promotion).read(stored['promotion']),
    promotionRate: orNull(promotions.columns.rate).read(stored['rate']),
    counted: (stored['counted'] as [unknown, unknown][]).map(([at, quarter]) => ({
      activatedAt: activatedAt.read(at),
      wonIn: wonIn.read(quarter),
    })),
  };
}

export const partnersView: OpsView = {
  about: 'Partners by all recorded facts. Status is a question of the moment: the API and ledger export answer it.',
  select: (schema) => `SELECT program, partner, p.partner_type AS type, p.tier, p.application,
          ${shownTime('p.approved_at_ms', 'approved_at')}, p.terminated, p.holds, ${shownDay('p.active_until_day', 'active_until')},
          m.promotion, m.rate AS promotion_rate
        FROM ${schema}.partners p LEFT JOIN ${schema}.promotions m USING (program, partner)`,
};
