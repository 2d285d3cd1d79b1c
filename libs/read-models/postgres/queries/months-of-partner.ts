import type { StatementMonthRow } from '../../tables/statement-months';
import { toMonthRow, type StoredMonth } from '../stored-rows';
import type { ProgramSnapshot } from './program-snapshot';
import { Where } from './where';

/** The months with postings of a partner, by currency and month: all of them, for a month opens as the one before closed. */
export async function monthsOfPartner(
  { sql, schema, program }: ProgramSnapshot,
  partner: string,
  currency: string | undefined,
): Promise<readonly StatementMonthRow[]> {
  const where = new Where(program.program).compare('partner', '=', partner).compare('currency', '=', currency);
  const rows = await sql.rows<StoredMonth>(
    `SELECT partner, currency, month, accrued_minor, adjusted_minor, reversed_minor, paid_minor, fees_minor,
            withheld_minor
       FROM ${schema}.statement_months ${where.text} ORDER BY currency, month`,
    where.parameters,
  );
  return rows.map(toMonthRow);
}
