import type { Instant } from '@ledger/kernel/instant';
import { encodeText } from '../text-codec';
import type { StoredRow } from '../../definition/stored-row';
import type { ProgramSnapshot } from './program-snapshot';

/** What a partner's lines of a span of time come to, in a currency; in minor units, in digits. */
export interface EarnedSum {
  readonly currency: string;
  /** What the first line of each invoice line was computed on. */
  readonly baseMinor: string;
  /** All commission that took effect then, what was taken back included. */
  readonly commissionMinor: string;
}

/** What a partner earned by lines that took effect at `from` or later and before `until`. */
export async function earnedBetween(
  { sql, schema, about: { program } }: ProgramSnapshot,
  partner: string,
  { from, until }: { readonly from: Instant; readonly until: Instant },
): Promise<readonly EarnedSum[]> {
  const rows = await sql.rows<StoredRow>(
    `SELECT currency, coalesce(sum(base_minor) FILTER (WHERE reason = 'accrual' AND seq = 1), 0)::text AS base,
            sum(amount_minor)::text AS commission
       FROM ${schema}.lines
      WHERE program = $1 AND partner = $2 AND effective_at_ms >= $3 AND effective_at_ms < $4
      GROUP BY currency ORDER BY currency`,
    [encodeText(program), encodeText(partner), from, until],
  );
  return rows.map(({ currency, base, commission }) => ({
    currency: String(currency),
    baseMinor: String(base),
    commissionMinor: String(commission),
  }));
}
