import type { Month } from '@ledger/kernel/calendar';
import type { DataSource } from 'typeorm';
import { LIVE_SCHEMA } from '../schema/version';
import { encodeText } from '../text-codec';
import { readProgram } from './program-snapshot';

/** The month through which a program's books are closed, by the live read models; null: none is. */
export function lastClosedMonth(dataSource: DataSource, program: string): Promise<Month | null> {
  const query = `SELECT max(month) AS month FROM ${LIVE_SCHEMA}.closed_months WHERE program = $1`;
  return readProgram(dataSource, program, async ({ sql }) => {
    const [stored] = await sql.rows<{ month: Month | null }>(query, [encodeText(program)]);
    return stored?.month ?? null;
  });
}
