import type { Month, Quarter } from '@ledger/kernel/calendar';
import type { Instant } from '@ledger/kernel/instant';
import type { AmountMinor } from '@ledger/kernel/money';
import type { PartnerStatus } from '@ledger/stages/partner-status/status-at';
import { count, integer, orNull, sum, text, textOrNone, time, type Column } from '../definition/column';
import { readerOf, type StoredRow } from '../definition/stored-row';
import type { ListQuery } from '../postgres/queries/list-query';
import type { ProgramSnapshot } from '../postgres/queries/program-snapshot';
import { Where, type KeyPart } from '../postgres/queries/where';
import { ofOneProgram, type OfProgram } from './earned';
import { logosQuery } from './logos';
import { metricsQuery, type Metric } from './metrics';
import type { PeriodKind } from './periods';
import { promotionSeatsQuery } from './promotion-seats';
import { tenantMonthsQuery, tenantRevenueQuery } from './tenant-revenue';
import { winCounterQuery } from './win-counter';

/** A list of figures of one program: its query, what a row of it is, and by which columns it may be narrowed. */
interface FigureList<Row> {
  readonly query: (schema: string, ofProgram: OfProgram) => string;
  readonly columns: { readonly [F in keyof Row & string]-?: Column<Row[F]> };
  /** The fields that name a row, in the order of the list. */
  readonly key: readonly (keyof Row & string)[];
}

/** The rows of a list, those only whose fields are as given. */
export function figureList<Row>(
  { query, columns, key }: FigureList<Row>,
  { schema, about: { program } }: ProgramSnapshot,
  filter?: { readonly [F in keyof Row & string]?: KeyPart | undefined },
): ListQuery<StoredRow, Row> {
  const nameOf = (field: keyof Row & string) => `x.${columns[field].name}`;
  const where = new Where(program, 'x.program');
  for (const [field, value] of Object.entries(filter ?? {}) as [keyof Row & string, KeyPart | undefined][])
    where.compare(nameOf(field), '=', value);
  return {
    select: `SELECT x.* FROM (${query(schema, ofOneProgram)}) x`,
    where,
    order: key.map(nameOf),
    toRow: readerOf<Row>(columns),
    keyOf: (row) => key.map((field) => keyPart(row[field])),
  };
}

/** No text is the empty one, as `textOrNone` keeps it. */
function keyPart(value: unknown): KeyPart {
  return typeof value === 'number' || typeof value === 'string' ? value : '';
}

/** A number with decimals, as the server writes it. */
function decimal(name: string): Column<string> {
  return { name, type: 'text', write: (value) => value, read: String };
}

export interface MetricRow {
  readonly periodKind: PeriodKind;
  readonly period: string;
  readonly metric: Metric;
  /** Null: it is no money. */
  readonly currency: string | null;
  readonly value: string | null;
  readonly numerator: string | null;
  readonly denominator: string | null;
}

export const METRIC_LIST: FigureList<MetricRow> = {
  query: (schema, ofProgram) =>
    `SELECT m.program, m.period_kind, m.period, m.metric, coalesce(m.currency, '') COLLATE "C" AS currency_or_none,
            m.value, m.numerator, m.denominator FROM (${metricsQuery(schema, ofProgram)}) m`,
  columns: {
    periodKind: text('period_kind'),
    period: text('period'),
    metric: text('metric'),
    currency: textOrNone('currency_or_none'),
    value: orNull(decimal('value')),
    numerator: orNull(decimal('numerator')),
    denominator: orNull(decimal('denominator')),
  },
  key: ['periodKind', 'period', 'metric', 'currency'],
};

export interface StatusRow {
  readonly partner: string;
  readonly partnerType: string;
  readonly tier: string | null;
  readonly status: PartnerStatus;
  readonly lockedUntil: number | null;
  readonly customers: number;
}

export const STATUS_LIST: FigureList<StatusRow> = {
  query: (schema, ofProgram) => `SELECT s.program, s.partner, p.partner_type, p.tier, s.status, s.locked_until_day,
            (SELECT count(*) FROM ${schema}.counted_customers c WHERE c.program = s.program AND c.partner = s.partner) AS customers
       FROM ${schema}.partner_statuses s JOIN ${schema}.partners p USING (program, partner) WHERE ${ofProgram('s.program')}`,
  columns: {
    partner: text('partner'),
    partnerType: text('partner_type'),
    tier: orNull(text('tier')),
    status: text('status'),
    lockedUntil: orNull(integer('locked_until_day')),
    customers: count('customers'),
  },
  key: ['partner'],
};

export interface LogoRow {
  readonly partner: string;
  readonly customer: string;
  readonly state: 'won' | 'pending';
  readonly since: Instant | null;
  readonly wonIn: Quarter | null;
}

export const LOGO_LIST: FigureList<LogoRow> = {
  query: logosQuery,
  columns: {
    partner: text('partner'),
    customer: text('customer'),
    state: text('state'),
    since: orNull(time('since_ms')),
    wonIn: orNull(integer('won_in_quarter')),
  },
  key: ['partner', 'customer'],
};

export interface WinRow {
  readonly partner: string;
  readonly quarter: Quarter;
  readonly wins: number;
  readonly winsNeeded: number;
  readonly winsMissing: number;
  readonly rate: string;
}

export const WIN_LIST: FigureList<WinRow> = {
  query: winCounterQuery,
  columns: {
    partner: text('partner'),
    quarter: integer('quarter'),
    wins: count('wins'),
    winsNeeded: count('wins_needed'),
    winsMissing: count('wins_missing'),
    rate: text('rate'),
  },
  key: ['partner'],
};

export interface SeatRow {
  readonly promotion: string;
  readonly rate: string;
  readonly slots: number;
  readonly taken: number;
  readonly seatsLeft: number;
  readonly closedAt: Instant | null;
}

export const SEAT_LIST: FigureList<SeatRow> = {
  query: promotionSeatsQuery,
  columns: {
    promotion: text('promotion'),
    rate: text('rate'),
    slots: count('slots'),
    taken: count('taken'),
    seatsLeft: count('seats_left'),
    closedAt: orNull(time('closed_at_ms')),
  },
  key: ['promotion'],
};

export interface TenantRevenueRow {
  readonly partner: string;
  readonly currency: string;
  readonly month: Month;
  readonly tenants: number;
  readonly revenueMinor: AmountMinor;
  readonly beforeMinor: AmountMinor;
  readonly changeMinor: AmountMinor;
  /** Null: the month before had none. */
  readonly trend: string | null;
}

export const TENANT_REVENUE_LIST: FigureList<TenantRevenueRow> = {
  query: tenantRevenueQuery,
  columns: {
    partner: text('partner'),
    currency: text('currency'),
    month: integer('month'),
    tenants: count('tenants'),
    revenueMinor: sum('revenue_minor'),
    beforeMinor: sum('before_minor'),
    changeMinor: sum('change_minor'),
    trend: orNull(decimal('trend')),
  },
  key: ['partner', 'currency', 'month'],
};

export interface TenantMonthRow {
  readonly partner: string;
  readonly customer: string;
  readonly currency: string;
  readonly month: Month;
  readonly revenueMinor: AmountMinor;
  readonly invoices: number;
}

export const TENANT_MONTH_LIST: FigureList<TenantMonthRow> = {
  query: tenantMonthsQuery,
  columns: {
    partner: text('partner'),
    customer: text('customer'),
    currency: text('currency'),
    month: integer('month'),
    revenueMinor: sum('revenue_minor'),
    invoices: count('invoices'),
  },
  key: ['partner', 'customer', 'currency', 'month'],
};

export type { FigureList };
