import type { Instant } from '@ledger/kernel/instant';
import { orNull, text, time } from '../definition/column';
import { textIn, textOrNullIn, timeIn } from '../definition/fact-fields';
import { FACT_COLUMNS, type FactRow } from '../definition/fact-row';
import { shownTime, type OpsView } from '../definition/ops-view';
import { listed, readerOf, type StoredRow } from '../definition/stored-row';
import type { FirstTable } from '../definition/table';
import type { ListQuery } from '../postgres/queries/list-query';
import type { ProgramSnapshot } from '../postgres/queries/program-snapshot';
import { Where } from '../postgres/queries/where';
import { decodeText } from '../postgres/text-codec';

/** A deal as its partner registered it; what became of it follows from the clock, the terms and the tables beside this one. */
export interface RegistrationRow extends FactRow {
  readonly deal: string;
  readonly partner: string;
  /** Null: the partner does not know the customer's id. */
  readonly customer: string | null;
  readonly companyRef: string | null;
  readonly relationship: string;
  readonly firstContactAt: Instant;
  readonly evidenceRef: string | null;
}

export const registrations: FirstTable<RegistrationRow> = {
  kind: 'first',
  name: 'registrations',
  columns: {
    deal: text('deal'),
    partner: text('partner'),
    customer: orNull(text('customer')),
    companyRef: orNull(text('company_ref')),
    relationship: text('relationship'),
    firstContactAt: time('first_contact_at_ms'),
    evidenceRef: orNull(text('evidence_ref')),
    ...FACT_COLUMNS,
  },
  key: ['deal'],
  indexes: {
    registrations_of_partner: '(program, partner, deal)',
    registrations_of_customer: '(program, customer) WHERE customer IS NOT NULL',
  },
  fold: {
    facts: {
      'deal.registered': (rows, fact, data) =>
        rows.keep({
          ...fact,
          deal: textIn(data, 'deal'),
          partner: textIn(data, 'partner'),
          customer: textOrNullIn(data, 'customer'),
          companyRef: textOrNullIn(data, 'company'),
          relationship: textIn(data, 'relationship'),
          firstContactAt: timeIn(data, 'firstContactAt'),
          evidenceRef: textOrNullIn(data, 'evidence'),
        }),
    },
  },
};

/** A registration with what was recorded of it later. */
export interface RegistrationWithHistory extends RegistrationRow {
  /** When it was registered again, in the order of the times. */
  readonly reregisteredAt: readonly Instant[];
  /** The customers that it was found to be about; empty where it names its customer. */
  readonly matched: readonly string[];
  /** When the attribution of the first of its customers settled; null: of none. */
  readonly settledAt: Instant | null;
}

/** The registrations of a program, or of a partner; key: deal. */
export function registrationList(
  snapshot: ProgramSnapshot,
  filter: { readonly partner?: string | undefined; readonly deal?: string } = {},
): ListQuery<StoredRow, RegistrationWithHistory> {
  return {
    select: withHistory(snapshot.schema),
    where: new Where(snapshot.about.program, 'r.program')
      .compare('r.partner', '=', filter.partner)
      .compare('r.deal', '=', filter.deal),
    order: ['r.deal'],
    toRow,
    keyOf: ({ deal }) => [deal],
  };
}

/** A registration by its id; null: no deal of a program was registered under it. */
export async function findRegistration(
  snapshot: ProgramSnapshot,
  deal: string,
): Promise<RegistrationWithHistory | null> {
  const { select, where } = registrationList(snapshot, { deal });
  const [stored] = await snapshot.sql.rows<StoredRow>(`${select} ${where.text}`, where.parameters);
  return stored === undefined ? null : toRow(stored);
}

const withHistory = (schema: string) => `
  SELECT ${listed(registrations.columns, 'r')}, again.times, found.customers,
         (SELECT min(a.settled_at_ms) FROM ${schema}.attributions a
           WHERE a.program = r.program AND (a.customer = r.customer OR a.customer = ANY(found.customers))) AS settled_at_ms
    FROM ${schema}.registrations r
   CROSS JOIN LATERAL (
     SELECT coalesce(array_agg(n.at_ms ORDER BY n.at_ms), '{}') AS times
       FROM ${schema}.reregistrations n WHERE n.program = r.program AND n.deal = r.deal) again
   CROSS JOIN LATERAL (
     SELECT coalesce(array_agg(DISTINCT m.customer), '{}') AS customers
       FROM ${schema}.deal_matches m WHERE m.program = r.program AND m.deal = r.deal AND r.customer IS NULL) found`;

const read = readerOf(registrations.columns);
const settled = orNull(time('settled_at_ms'));
const again = time('times');

function toRow(stored: StoredRow): RegistrationWithHistory {
  return {
    ...read(stored),
    reregisteredAt: (stored['times'] as readonly unknown[]).map((at) => again.read(at)),
    matched: (stored['customers'] as readonly string[]).map(decodeText),
    settledAt: settled.read(stored[settled.name]),
  };
}

export const registrationsView: OpsView = {
  about: 'Deals that partners registered; whether one is still valid is a question of the moment: the API answers it.',
  select: (schema) => `SELECT r.program, r.deal, r.partner, r.customer, r.relationship,
          ${shownTime('r.first_contact_at_ms', 'first_contact_at')}, ${shownTime('r.at_ms', 'registered_at')},
          (SELECT ${shownTime('max(n.at_ms)', 'at')} FROM ${schema}.reregistrations n
            WHERE n.program = r.program AND n.deal = r.deal) AS reregistered_at, r.seq, r.source, r.id
        FROM ${schema}.registrations r`,
};
