import { emailGiven } from '@ledger/stages/facts/normalised-email';
import type { ListQuery } from '../postgres/queries/list-query';
import type { ProgramSnapshot } from '../postgres/queries/program-snapshot';
import { Where } from '../postgres/queries/where';
import { orNull, text, texts } from '../definition/column';
import { textIn, textOrNullIn } from '../definition/fact-fields';
import { FACT_COLUMNS, type FactRow } from '../definition/fact-row';
import { shownTime, type OpsView } from '../definition/ops-view';
import { listed, readerOf, type StoredRow } from '../definition/stored-row';
import type { FirstTable } from '../definition/table';

/** A lead that a partner submitted, with the references under which what is personal of it is kept apart. */
export interface LeadRow extends FactRow {
  readonly referral: string;
  readonly partner: string;
  /** The customer that it names; null: the partner cannot know it. */
  readonly customer: string | null;
  readonly emailRef: string | null;
  /** Of equal e-mails the same, however they are written. */
  readonly emailKey: string | null;
  readonly companyRef: string | null;
}

export const leads: FirstTable<LeadRow> = {
  kind: 'first',
  name: 'leads',
  columns: {
    referral: text('referral'),
    partner: text('partner'),
    customer: orNull(text('customer')),
    emailRef: orNull(text('email_ref')),
    emailKey: orNull(text('email_key')),
    companyRef: orNull(text('company_ref')),
    ...FACT_COLUMNS,
  },
  key: ['referral'],
  indexes: {
    leads_in_order: '(program, at_ms, referral)',
    leads_by_arrival: '(program, seq)',
    leads_of_partner: '(program, partner)',
    leads_by_email: '(program, email_key)',
  },
  fold: {
    facts: {
      'referral.submitted': (rows, fact, data) => {
        const [referral, partner] = [textIn(data, 'referral'), textIn(data, 'partner')];
        const [emailRef, companyRef] = [textOrNullIn(data, 'email'), textOrNullIn(data, 'company')];
        const [customer, emailKey] = [textOrNullIn(data, 'customer'), emailGiven(emailRef ?? undefined)];
        rows.keep({ ...fact, referral, partner, customer, emailRef, emailKey, companyRef });
      },
    },
  },
};

/** How far a lead has come: nobody signed up for it yet; somebody did; the deal was closed, with or without a credit for it. */
export const LEAD_STATES = ['received', 'matched', 'won', 'lost'] as const;
export type LeadState = (typeof LEAD_STATES)[number];

/** A lead with its state and the customers that it belongs to. */
export interface LeadWithState extends LeadRow {
  readonly state: LeadState;
  readonly customers: readonly string[];
}

/** Which leads are asked for. */
export interface LeadFilter {
  readonly partner?: string | undefined;
  readonly referral?: string | undefined;
  readonly state?: LeadState | undefined;
  /** Submitted then or later. */
  readonly from?: number | undefined;
  /** Submitted before. */
  readonly to?: number | undefined;
}

const WITH_STATE = { ...leads.columns, state: text<LeadState>('state'), customers: texts('customers') };

/** The leads of a program, the oldest first; key: time, referral. */
export function leadList(
  { schema, about: { program } }: ProgramSnapshot,
  { partner, referral, state, from, to }: LeadFilter,
): ListQuery<StoredRow, LeadWithState> {
  return {
    select: `SELECT ${listed(leads.columns, 'l')}, s.state, s.customers FROM ${schema}.leads l ${withState(schema)}`,
    where: new Where(program, 'l.program')
      .compare('l.partner', '=', partner)
      .compare('l.referral', '=', referral)
      .compare('s.state', '=', state)
      .compare('l.at_ms', '>=', from)
      .compare('l.at_ms', '<', to),
    order: ['l.at_ms', 'l.referral'],
    toRow: readerOf<LeadWithState>(WITH_STATE),
    keyOf: ({ at, referral: id }) => [at, id],
  };
}

/**
 * The state of the lead `l` and its customers, as `s`. A customer is closed once its attribution has settled; then its
 * credits in force at the program's clock say whether the lead's partner has won it. Of several customers the best counts.
 */
function withState(schema: string): string {
  const credits = `SELECT span->'credits' FROM json_array_elements(a.spans) WITH ORDINALITY AS e(span, place)
                    WHERE span->>'fromAt' IS NULL OR (span->>'fromAt')::bigint <= p.clock_ms ORDER BY place DESC LIMIT 1`;
  const isWon = `EXISTS (SELECT FROM json_array_elements((${credits})) AS credit WHERE credit->>'partner' = l.partner)`;
  return `JOIN ${schema}.programs p USING (program)
   CROSS JOIN LATERAL (
     SELECT CASE WHEN count(*) = 0 THEN 'received'
                 WHEN bool_or(c.closed AND c.won) THEN 'won'
                 WHEN bool_or(NOT c.closed) THEN 'matched'
                 ELSE 'lost' END AS state,
            coalesce(array_agg(c.customer ORDER BY c.customer), '{}') AS customers
       FROM (SELECT DISTINCT a.customer, a.settled_at_ms IS NOT NULL AS closed, ${isWon} AS won
               FROM ${schema}.lead_claims b JOIN ${schema}.attributions a USING (program, customer)
              WHERE b.program = l.program AND b.source = l.source AND b.id = l.id) c
   ) s`;
}

export const leadsView: OpsView = {
  about: 'The leads of partners and how far each has come; what is personal of them is not here.',
  select: (
    schema,
  ) => `SELECT program, l.referral, l.partner, ${shownTime('l.at_ms', 'submitted_at')}, s.state, s.customers, l.source, l.id
        FROM ${schema}.leads l ${withState(schema)}`,
};
