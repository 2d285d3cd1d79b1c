import { amountColumns, Decimal, type CsvColumn } from '@ledger/documents/csv-table';
import { formatDate, formatMonth, formatQuarter, parseMonth, type CalendarDate } from '@ledger/kernel/calendar';
import { formatInstant } from '@ledger/kernel/instant';
import {
  figureList,
  LOGO_LIST,
  METRIC_LIST,
  SEAT_LIST,
  STATUS_LIST,
  TENANT_MONTH_LIST,
  TENANT_REVENUE_LIST,
  WIN_LIST,
  type MetricRow,
  type TenantRevenueRow,
} from '@ledger/read-models/figures/figure-lists';
import { PageQuery } from '@ledger/service-kit/pages/page-query.dto';
import { figureController, type ServedFigure } from './figure-controller';
import { LogoDto, MetricDto, SeatDto, StatusDto, TenantMonthDto, TenantRevenueDto, WinDto } from './figure.dto';
import {
  LogoQuery,
  MetricQuery,
  OfPartnerQuery,
  StatusQuery,
  TenantMonthQuery,
  TenantRevenueQuery,
} from './figure-queries.dto';

const decimal = (text: string | null) => (text === null ? null : new Decimal(text));
const day = (date: number | null) => (date === null ? null : formatDate(date as CalendarDate));
const monthOf = (text: string | undefined) => (text === undefined ? undefined : (parseMonth(text) ?? undefined));

const metrics: ServedFigure<MetricRow, MetricQuery, MetricDto> = {
  path: 'metrics',
  title: 'The metrics of a program by period; money by currency',
  dto: MetricDto,
  query: MetricQuery,
  key: ['text', 'text', 'text', 'text'],
  list: (snapshot, { period, of, metric, currency }) =>
    figureList(METRIC_LIST, snapshot, { periodKind: period, period: of, metric, currency }),
  toItem: (row) => ({ ...row }),
  columns: [
    ['periodKind', ({ periodKind }) => periodKind],
    ['period', ({ period }) => period],
    ['metric', ({ metric }) => metric],
    ['currency', ({ currency }) => currency],
    ['value', ({ value }) => decimal(value)],
    ['numerator', ({ numerator }) => decimal(numerator)],
    ['denominator', ({ denominator }) => decimal(denominator)],
  ],
};

const partnerStatus = figureController({
  path: 'partner-status',
  title: "The status of each partner at the program's clock",
  dto: StatusDto,
  query: StatusQuery,
  key: ['text'],
  list: (snapshot, { partner, status }: StatusQuery) => figureList(STATUS_LIST, snapshot, { partner, status }),
  toItem: ({ partnerType: type, lockedUntil, ...row }): StatusDto => ({ ...row, type, lockedUntil: day(lockedUntil) }),
  columns: [
    ['partner', ({ partner }) => partner],
    ['type', ({ partnerType }) => partnerType],
    ['tier', ({ tier }) => tier],
    ['status', ({ status }) => status],
    ['lockedUntil', ({ lockedUntil }) => day(lockedUntil)],
    ['customers', ({ customers }) => customers],
  ],
});

const logos = figureController({
  path: 'logos',
  title: 'Customers that are sourced to a partner, won and pending',
  dto: LogoDto,
  query: LogoQuery,
  key: ['text', 'text'],
  list: (snapshot, { partner, state }: LogoQuery) => figureList(LOGO_LIST, snapshot, { partner, state }),
  toItem: ({ since, wonIn, ...row }): LogoDto => ({
    ...row,
    since: since === null ? null : formatInstant(since),
    wonIn: wonIn === null ? null : formatQuarter(wonIn),
  }),
  columns: [
    ['partner', ({ partner }) => partner],
    ['customer', ({ customer }) => customer],
    ['state', ({ state }) => state],
    ['since', ({ since }) => (since === null ? null : formatInstant(since))],
    ['wonIn', ({ wonIn }) => (wonIn === null ? null : formatQuarter(wonIn))],
  ],
});

const winCounter = figureController({
  path: 'win-counter',
  title: 'The wins of each partner in the present quarter, and how many lift its rate',
  dto: WinDto,
  query: OfPartnerQuery,
  key: ['text'],
  list: (snapshot, { partner }: OfPartnerQuery) => figureList(WIN_LIST, snapshot, { partner }),
  toItem: ({ quarter, ...row }): WinDto => ({ ...row, quarter: formatQuarter(quarter) }),
  columns: [
    ['partner', ({ partner }) => partner],
    ['quarter', ({ quarter }) => formatQuarter(quarter)],
    ['wins', ({ wins }) => wins],
    ['winsNeeded', ({ winsNeeded }) => winsNeeded],
    ['winsMissing', ({ winsMissing }) => winsMissing],
    ['rate', ({ rate }) => decimal(rate)],
  ],
});

const seats = figureController({
  path: 'promotion-seats',
  title: "The slots of the program's promotion, and how many are left",
  dto: SeatDto,
  query: PageQuery,
  key: ['text'],
  list: (snapshot) => figureList(SEAT_LIST, snapshot),
  toItem: ({ closedAt, ...row }): SeatDto => ({ ...row, closedAt: closedAt === null ? null : formatInstant(closedAt) }),
  columns: [
    ['promotion', ({ promotion }) => promotion],
    ['rate', ({ rate }) => decimal(rate)],
    ['slots', ({ slots }) => slots],
    ['taken', ({ taken }) => taken],
    ['seatsLeft', ({ seatsLeft }) => seatsLeft],
    ['closedAt', ({ closedAt }) => (closedAt === null ? null : formatInstant(closedAt))],
  ],
});

const revenueColumns: readonly CsvColumn<TenantRevenueRow>[] = [
  ['partner', ({ partner }) => partner],
  ['month', ({ month }) => formatMonth(month)],
  ['currency', ({ currency }) => currency],
  ['tenants', ({ tenants }) => tenants],
  ...amountColumns<TenantRevenueRow>(
    'revenue',
    (row) => row.revenueMinor,
    ({ currency }) => currency,
  ),
  ...amountColumns<TenantRevenueRow>(
    'change',
    (row) => row.changeMinor,
    ({ currency }) => currency,
  ),
  ['trend', ({ trend }) => decimal(trend)],
];

const tenantRevenue = figureController({
  path: 'tenant-revenue',
  title: "The revenue of each partner's customers by month, with its trend",
  dto: TenantRevenueDto,
  query: TenantRevenueQuery,
  key: ['text', 'text', 'integer'],
  list: (snapshot, { partner, currency, month }: TenantRevenueQuery) =>
    figureList(TENANT_REVENUE_LIST, snapshot, { partner, currency, month: monthOf(month) }),
  toItem: ({ month, revenueMinor, beforeMinor, changeMinor, ...row }): TenantRevenueDto => ({
    ...row,
    month: formatMonth(month),
    revenueMinor: revenueMinor.toString(),
    beforeMinor: beforeMinor.toString(),
    changeMinor: changeMinor.toString(),
  }),
  columns: revenueColumns,
});

const tenantMonths = figureController({
  path: 'tenant-months',
  title: "The revenue of each partner's customers by customer and month",
  dto: TenantMonthDto,
  query: TenantMonthQuery,
  key: ['text', 'text', 'text', 'integer'],
  list: (snapshot, { partner, customer, currency, month }: TenantMonthQuery) =>
    figureList(TENANT_MONTH_LIST, snapshot, { partner, customer, currency, month: monthOf(month) }),
  toItem: ({ month, revenueMinor, ...row }): TenantMonthDto => ({
    ...row,
    month: formatMonth(month),
    revenueMinor: revenueMinor.toString(),
  }),
  columns: [
    ['partner', ({ partner }) => partner],
    ['customer', ({ customer }) => customer],
    ['month', ({ month }) => formatMonth(month)],
    ['currency', ({ currency }) => currency],
    ...amountColumns<{ revenueMinor: bigint; currency: string }>(
      'revenue',
      (row) => row.revenueMinor,
      ({ currency }) => currency,
    ),
    ['invoices', ({ invoices }) => invoices],
  ],
});

/** Every list of figures of a program (docs/figures.md). */
export const FIGURE_CONTROLLERS = [
  figureController(metrics),
  partnerStatus,
  logos,
  winCounter,
  seats,
  tenantRevenue,
  tenantMonths,
];
