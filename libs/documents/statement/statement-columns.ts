import { amountColumns, Decimal, type CsvColumn } from '../csv-table';
import type { PartnerStatement, StatementAccount } from './statement';

/** One row of a statement as CSV: a balance, a line, or what a payout did. */
export interface StatementRow {
  readonly statement: PartnerStatement;
  readonly currency: string;
  readonly kind: 'opening' | 'line' | 'payout' | 'closing';
  readonly date: string;
  readonly about: Readonly<Partial<Record<'customer' | 'invoice' | 'line' | 'payout' | 'rail', string | null>>>;
  readonly seq: number | null;
  readonly reason: string | null;
  readonly baseMinor: bigint | null;
  readonly rate: string | null;
  /** What it adds to what is owed: the amounts from the opening to the last add up to the closing. */
  readonly amountMinor: bigint;
  readonly feeMinor: bigint | null;
  readonly withheldMinor: bigint | null;
  readonly netMinor: bigint | null;
}

export const STATEMENT_COLUMNS: readonly CsvColumn<StatementRow>[] = [
  ['program', ({ statement }) => statement.program],
  ['partner', ({ statement }) => statement.partner],
  ['month', ({ statement }) => statement.month],
  ['state', ({ statement }) => (statement.isClosed ? 'closed' : 'open')],
  ['currency', ({ currency }) => currency],
  ['kind', ({ kind }) => kind],
  ['date', ({ date }) => date],
  ['customer', ({ about }) => about.customer ?? null],
  ['invoice', ({ about }) => about.invoice ?? null],
  ['line', ({ about }) => about.line ?? null],
  ['seq', ({ seq }) => seq],
  ['payout', ({ about }) => about.payout ?? null],
  ['rail', ({ about }) => about.rail ?? null],
  ['reason', ({ reason }) => reason],
  ...amountsOf('base', ({ baseMinor }) => baseMinor),
  ['rate', ({ rate }) => (rate === null ? null : new Decimal(rate))],
  ...amountsOf('amount', ({ amountMinor }) => amountMinor),
  ...amountsOf('fee', ({ feeMinor }) => feeMinor),
  ...amountsOf('withheld', ({ withheldMinor }) => withheldMinor),
  ...amountsOf('net', ({ netMinor }) => netMinor),
];

function amountsOf(name: string, amount: (row: StatementRow) => bigint | null) {
  return amountColumns<StatementRow>(name, amount, ({ currency }) => currency);
}

/** The rows of a statement: for each currency its opening, its lines, its payouts, its closing. */
export function statementRows(statement: PartnerStatement): readonly StatementRow[] {
  return statement.accounts.flatMap((account) => accountRows(statement, account));
}

const NOTHING = {
  about: {},
  seq: null,
  reason: null,
  baseMinor: null,
  rate: null,
  feeMinor: null,
  withheldMinor: null,
  netMinor: null,
} as const;

function accountRows(statement: PartnerStatement, account: StatementAccount): readonly StatementRow[] {
  const { currency, openingMinor, closingMinor, lines, payouts } = account;
  const common = { ...NOTHING, statement, currency };
  return [
    { ...common, kind: 'opening', date: statement.from, amountMinor: openingMinor },
    ...lines.map(({ customer, invoice, line, ...rest }): StatementRow => {
      return { ...common, ...rest, kind: 'line', about: { customer, invoice, line } };
    }),
    ...payouts.map(({ payout, rail, date, kind, grossMinor, feeMinor, withheldMinor, netMinor }): StatementRow => {
      // Made, it takes from what is owed.
      const sign = kind === 'made' ? 1n : -1n;
      const amounts = { feeMinor: sign * feeMinor, withheldMinor: sign * withheldMinor, netMinor: sign * netMinor };
      return {
        ...common,
        ...amounts,
        kind: 'payout',
        date,
        about: { payout, rail },
        reason: kind,
        amountMinor: -sign * grossMinor,
      };
    }),
    { ...common, kind: 'closing', date: statement.through, amountMinor: closingMinor },
  ];
}
