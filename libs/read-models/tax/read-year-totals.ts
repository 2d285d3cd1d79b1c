import type { TaxRules } from '@ledger/documents/tax/tax-rules';
import { firstDateOfMonth, parseMonth, type Calendar, type CalendarDate, type Month } from '@ledger/kernel/calendar';
import type { Instant } from '@ledger/kernel/instant';
import { amountMinor } from '@ledger/kernel/money';
import { readRows } from '../postgres/queries/list-query';
import type { ProgramSnapshot } from '../postgres/queries/program-snapshot';
import { decodeText, encodeText } from '../postgres/text-codec';
import { profileList } from '../tables/payout-profiles';
import { yearTotals, type PaidInYear, type TaxYear, type YearTotal } from './year-totals';

/** What a program paid in a year of its calendar, and what of it is to be reported. */
export async function readYearTotals(
  snapshot: ProgramSnapshot,
  year: number,
  calendar: Calendar,
  rules: TaxRules,
): Promise<YearTotal[]> {
  const first = monthOf(year);
  const next = monthOf(year + 1);
  const taxYear: TaxYear = {
    year,
    endsAt: calendar.startOfMonth(next),
    lastDate: (firstDateOfMonth(next) - 1) as CalendarDate,
  };
  const paid = await readPaid(snapshot, calendar.startOfMonth(first), taxYear.endsAt);
  return yearTotals(paid, await readRows(snapshot, profileList(snapshot)), taxYear, rules);
}

function monthOf(year: number): Month {
  const month = parseMonth(`${String(year).padStart(4, '0')}-01`);
  if (month === null) throw new RangeError(`not a year: ${year}`);
  return month;
}

interface StoredPaid {
  readonly partner: string;
  readonly rail: string;
  readonly currency: string;
  readonly gross: string;
  readonly fee: string;
  readonly withheld: string;
  readonly net: string;
  readonly paid: string;
  readonly returned: string;
}

/** What was paid counts in the year in which it was, and what came back, negatively, in the year in which it did. */
async function readPaid({ sql, schema, about: { program } }: ProgramSnapshot, from: Instant, before: Instant) {
  const sums = ['gross', 'fee', 'withheld', 'net'].map((name) => `sum(sign * ${name}_minor) AS ${name}`);
  const stored = await sql.rows<StoredPaid>(
    `SELECT partner, rail, currency, ${sums.join(', ')},
       count(*) FILTER (WHERE sign > 0) AS paid, count(*) FILTER (WHERE sign < 0) AS returned
     FROM (
       SELECT *, 1 AS sign FROM ${schema}.payouts
       WHERE program = $1 AND settled_at_ms >= $2 AND settled_at_ms < $3
       UNION ALL
       SELECT *, -1 AS sign FROM ${schema}.payouts
       WHERE program = $1 AND returned_at_ms >= $2 AND returned_at_ms < $3
     ) AS moved
     GROUP BY partner, rail, currency`,
    [encodeText(program), from, before],
  );
  return stored.map((row): PaidInYear => {
    return {
      partner: decodeText(row.partner),
      rail: decodeText(row.rail),
      currency: decodeText(row.currency),
      grossMinor: amountMinor(BigInt(row.gross)),
      feeMinor: amountMinor(BigInt(row.fee)),
      withheldMinor: amountMinor(BigInt(row.withheld)),
      netMinor: amountMinor(BigInt(row.net)),
      paid: Number(row.paid),
      returned: Number(row.returned),
    };
  });
}
