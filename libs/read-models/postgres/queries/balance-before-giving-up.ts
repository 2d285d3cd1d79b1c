import { encodeText } from '../text-codec';
import type { ProgramSnapshot } from './program-snapshot';

/** What a partner's unpaid money would be had nothing been given up in one way, and of how many other lines it is made. */
export interface BalanceBeforeGivingUp {
  readonly otherLines: number;
  /** By currency, in minor units. */
  readonly unpaid: readonly (readonly [currency: string, minor: string])[];
}

/**
 * It is the same before and after a forfeit (or a write-off), and another one as soon as anything else moves what is
 * unpaid: a line, a payout, one that came back. So a decision about it can be told from the same words said later.
 */
export async function balanceBeforeGivingUp(
  { sql, schema, about: { program } }: ProgramSnapshot,
  partner: string,
  reason: 'write_off' | 'forfeit',
): Promise<BalanceBeforeGivingUp> {
  const rows = await sql.rows<{ currency: string; others: string; unpaid: string }>(
    `SELECT currency, count(*) FILTER (WHERE reason <> $3)::text AS others,
            (coalesce(sum(amount_minor) FILTER (WHERE state IN ('hold', 'payable')), 0)
              - coalesce(sum(amount_minor) FILTER (WHERE reason = $3), 0))::text AS unpaid
       FROM ${schema}.lines WHERE program = $1 AND partner = $2 GROUP BY currency ORDER BY currency`,
    [encodeText(program), encodeText(partner), reason],
  );
  const otherLines = rows.reduce((sum, { others }) => sum + Number(others), 0);
  return { otherLines, unpaid: rows.map(({ currency, unpaid }) => [currency, unpaid] as const) };
}
