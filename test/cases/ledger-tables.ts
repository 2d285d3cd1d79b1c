import type { LineOutput, PartnerOutput, PayoutOutput, ProgramOutput } from './ledger-output';
import { comparePython, dict, reprOf, tuple, type PythonValue } from './python-text';

/** What is compared of one program: rows by key. A row that is missing is `None`. */
export interface Table {
  readonly name: string;
  readonly rows: ReadonlyMap<string, TableRow>;
}

interface TableRow {
  readonly key: PythonValue;
  readonly value: PythonValue;
}

/** The tables that compare.py compares; with `lines` those of `--lines` too. */
export function tablesOf(program: ProgramOutput, lines: boolean): readonly Table[] {
  const rows = program.attributions.filter(({ credits, lost }) => credits.length > 0 || lost.length > 0);
  const open = program.unpaid.filter(
    ({ hold, payable, inTransit }) => hold !== 0n || payable !== 0n || inTransit !== 0n,
  );
  const tables = [
    table(
      'net',
      sumsOf(program.lines, (line) => [keyOfNet(line), line.amount]),
    ),
    table(
      'payouts',
      program.payouts.map((row) => [tuple(row.partner, row.currency, momentOf(row.at), row.payout), payoutRow(row)]),
    ),
    table(
      'unpaid',
      open.map(({ partner, currency, hold, payable, inTransit }) => [
        tuple(partner, currency),
        tuple(hold, payable, inTransit),
      ]),
    ),
    table('statements', statementRows(program)),
    table(
      'credits',
      rows.map(({ customer, credits }) => [
        customer,
        credits.map(({ partner, role, weight }) => [partner, role, weight ?? 0n]).sort(comparePython),
      ]),
    ),
    table(
      'settled',
      rows.map(({ customer, settledAt }) => [customer, momentOf(settledAt)]),
    ),
    table(
      'partners',
      program.partners.map((row) => [row.partner, partnerRow(row)]),
    ),
    table(
      'trial',
      sumsOf(program.trialBalance, ({ account, currency, debit, credit }) => [
        tuple(account, currency),
        debit - credit,
      ]),
    ),
    table(
      'rejected',
      sumsOf(program.rejected, ({ id, code }) => [tuple(id, code), 1n]),
    ),
    table('ignored', [['', program.ignored]]),
  ];
  return lines ? [...tables, ...detailTables(program, rows, open)] : tables;
}

function detailTables(
  program: ProgramOutput,
  rows: ProgramOutput['attributions'],
  open: ProgramOutput['unpaid'],
): readonly Table[] {
  return [
    table(
      'lines',
      program.lines.map((line) => [
        tuple(line.partner, line.customer, line.invoice, line.line, line.seq),
        lineRow(line),
      ]),
    ),
    table(
      'reasons',
      open.map(({ partner, currency, reasons }) => [tuple(partner, currency), [...reasons].sort(comparePython)]),
    ),
    table(
      'lost',
      rows.map(({ customer, lost }) => [
        customer,
        lost
          .map(({ partner, claim, at, reason }) => tuple(partner ?? '', claim, momentOf(at), reason))
          .sort(comparePython),
      ]),
    ),
    table('anomalies', [['', BigInt(program.anomalies.length)]]),
  ];
}

/** A time in the contract's own form; what is none stays as it is. */
export function momentOf(text: string | null): string | null {
  if (text === null) return null;
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? text : new Date(ms).toISOString();
}

function table(name: string, rows: readonly (readonly [PythonValue, PythonValue])[]): Table {
  return { name, rows: new Map(rows.map(([key, value]) => [reprOf(key), { key, value }])) };
}

/** Sums by key, without those that are zero. */
function sumsOf<T>(rows: readonly T[], read: (row: T) => readonly [PythonValue, bigint]): [PythonValue, bigint][] {
  const sums = new Map<string, [PythonValue, bigint]>();
  for (const row of rows) {
    const [key, amount] = read(row);
    const text = reprOf(key);
    sums.set(text, [key, (sums.get(text)?.[1] ?? 0n) + amount]);
  }
  return [...sums.values()].filter(([, sum]) => sum !== 0n);
}

function payoutRow({ rail, gross, fee, withheld, net, lines, state, settledAt, reference }: PayoutOutput): PythonValue {
  return tuple(rail, gross, fee, withheld, net, lines, state, momentOf(settledAt), reference);
}

function keyOfNet({ partner, customer, invoice, line, currency }: LineOutput): PythonValue {
  return tuple(partner, customer, invoice, line, currency);
}

function statementRows(program: ProgramOutput): [PythonValue, PythonValue][] {
  return program.statements.flatMap(({ partner, currency, month, ...sums }) => {
    const { opening, accrued, adjusted, reversed, paid, closing, fees, withheld, net } = sums;
    const columns = [opening, accrued, adjusted, reversed, paid, closing, fees, withheld, net];
    return columns.every((amount) => amount === 0n) ? [] : [[tuple(partner, currency, month), tuple(...columns)]];
  });
}

function partnerRow(row: PartnerOutput): PythonValue {
  const won = Object.entries(row.wins).filter(([, count]) => count !== 0n);
  return dict({
    application: row.application,
    status: row.status,
    tier: row.tier,
    type: row.type,
    customers: row.customers,
    promotion: row.promotion === null ? null : fractionOf(row.promotion),
    lockedUntil: (row.lockedUntil ?? '').slice(0, 10),
    wins: dict(Object.fromEntries(won.sort(([a], [b]) => (a < b ? -1 : 1)))),
  });
}

function lineRow(line: LineOutput): PythonValue {
  return tuple(
    line.reason,
    line.base,
    line.rate === null ? null : fractionOf(line.rate),
    line.amount,
    line.state,
    [...line.holds].sort(comparePython),
    momentOf(line.effectiveAt),
    momentOf(line.postedAt),
    momentOf(line.clearsAt),
    momentOf(line.paidAt),
  );
}

/** A decimal as a fraction in lowest terms: `0.20` and `0.2` are both `1/5`. */
function fractionOf(decimal: string): string {
  const match = /^(-?\d+)(?:\.(\d+))?$/.exec(decimal);
  if (match === null) throw new TypeError(`not a decimal: ${decimal}`);
  const [, whole = '0', decimals = ''] = match;
  const numerator = BigInt(whole + decimals);
  const denominator = 10n ** BigInt(decimals.length);
  const divisor = greatestCommonDivisor(numerator < 0n ? -numerator : numerator, denominator);
  const reduced = denominator / divisor;
  return reduced === 1n ? String(numerator / divisor) : `${numerator / divisor}/${reduced}`;
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  return b === 0n ? a : greatestCommonDivisor(b, a % b);
}
