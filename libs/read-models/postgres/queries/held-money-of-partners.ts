import type { LineHold } from '@ledger/stages/commission/commission.decisions';
import { instant } from '@ledger/kernel/instant';
import { amountMinor } from '@ledger/kernel/money';
import { compositeKey } from '../../definition/composite-key';
import type { HeldLines } from '../../preview/account-at-run';
import { textArray } from '../text-array';
import { encodeText } from '../text-codec';
import type { ProgramSnapshot } from './program-snapshot';

interface StoredHeldMoney {
  readonly partner: string;
  readonly currency: string;
  readonly clears_at_ms: string;
  readonly holds: LineHold[] | null;
  readonly amount_minor: string;
  readonly line_count: string;
}

/**
 * What some partners have in hold, by partner and currency (`compositeKey`): the sums of what clears at one moment and is
 * held by the same, and of how many lines.
 */
export async function heldMoneyOfPartners(
  { sql, schema, about: { program } }: ProgramSnapshot,
  partners: readonly string[],
): Promise<ReadonlyMap<string, readonly HeldLines[]>> {
  const stored = await sql.rows<StoredHeldMoney>(
    `SELECT l.partner, l.currency, l.clears_at_ms, h.holds, sum(l.amount_minor) AS amount_minor, count(*) AS line_count
       FROM ${schema}.lines l
       LEFT JOIN ${schema}.invoice_holds h
         ON h.program = l.program AND h.invoice = l.invoice AND h.partner = l.partner
      WHERE l.program = $1 AND l.partner = ANY ($2::text[]) AND l.paid_at_ms IS NULL AND l.state = 'hold'
      GROUP BY l.partner, l.currency, l.clears_at_ms, h.holds
      ORDER BY l.clears_at_ms`,
    [encodeText(program), textArray(partners)],
  );
  const held = new Map<string, HeldLines[]>();
  for (const { partner, currency, clears_at_ms, holds, amount_minor, line_count } of stored) {
    const account = compositeKey(partner, currency);
    const money = held.get(account) ?? [];
    money.push({
      clearsAt: instant(Number(clears_at_ms)),
      holds: holds ?? [],
      amountMinor: amountMinor(BigInt(amount_minor)),
      lineCount: Number(line_count),
    });
    held.set(account, money);
  }
  return held;
}
