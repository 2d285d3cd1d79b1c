import type { LineHold } from '@ledger/stages/commission/commission.decisions';
import { instant } from '@ledger/kernel/instant';
import { amountMinor } from '@ledger/kernel/money';
import type { HeldMoney } from '@ledger/stages/payout/unpaid-amounts';
import { compositeKey } from '../../definition/composite-key';
import { textArray } from '../text-array';
import { encodeText } from '../text-codec';
import type { ProgramSnapshot } from './program-snapshot';

interface StoredHeldMoney {
  readonly partner: string;
  readonly currency: string;
  readonly clears_at_ms: string;
  readonly holds: LineHold[] | null;
  readonly amount_minor: string;
}

/**
 * What some partners have in hold, by partner and currency (`compositeKey`): the sums of what clears at one moment and is
 * held by the same.
 */
export async function heldMoneyOfPartners(
  { sql, schema, about: { program } }: ProgramSnapshot,
  partners: readonly string[],
): Promise<ReadonlyMap<string, readonly HeldMoney[]>> {
  const stored = await sql.rows<StoredHeldMoney>(
    `SELECT l.partner, l.currency, l.clears_at_ms, h.holds, sum(l.amount_minor) AS amount_minor
       FROM ${schema}.lines l
       LEFT JOIN ${schema}.invoice_holds h
         ON h.program = l.program AND h.invoice = l.invoice AND h.partner = l.partner
      WHERE l.program = $1 AND l.partner = ANY ($2::text[]) AND l.paid_at_ms IS NULL AND l.state = 'hold'
      GROUP BY l.partner, l.currency, l.clears_at_ms, h.holds
      ORDER BY l.clears_at_ms`,
    [encodeText(program), textArray(partners)],
  );
  const held = new Map<string, HeldMoney[]>();
  for (const { partner, currency, clears_at_ms, holds, amount_minor } of stored) {
    const account = compositeKey(partner, currency);
    const money = held.get(account) ?? [];
    money.push({
      clearsAt: instant(Number(clears_at_ms)),
      holds: holds ?? [],
      amountMinor: amountMinor(BigInt(amount_minor)),
    });
    held.set(account, money);
  }
  return held;
}
