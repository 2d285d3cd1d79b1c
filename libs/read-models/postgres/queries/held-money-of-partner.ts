import type { LineHold } from '@ledger/stages/commission/commission.decisions';
import { instant } from '@ledger/kernel/instant';
import { amountMinor } from '@ledger/kernel/money';
import type { HeldMoney } from '@ledger/stages/payout/unpaid-amounts';
import { encodeText } from '../text-codec';
import type { ProgramSnapshot } from './program-snapshot';

interface StoredHeldMoney {
  readonly currency: string;
  readonly clears_at_ms: string;
  readonly holds: LineHold[] | null;
  readonly amount_minor: string;
}

/** What a partner has in hold, by currency: the sums of what clears at one moment and is held by the same. */
export async function heldMoneyOfPartner(
  { sql, schema, program }: ProgramSnapshot,
  partner: string,
): Promise<ReadonlyMap<string, readonly HeldMoney[]>> {
  const stored = await sql.rows<StoredHeldMoney>(
    `SELECT l.currency, l.clears_at_ms, h.holds, sum(l.amount_minor) AS amount_minor
       FROM ${schema}.lines l
       LEFT JOIN ${schema}.invoice_holds h
         ON h.program = l.program AND h.invoice = l.invoice AND h.partner = l.partner
      WHERE l.program = $1 AND l.partner = $2 AND l.paid_at_ms IS NULL AND l.state = 'hold'
      GROUP BY l.currency, l.clears_at_ms, h.holds
      ORDER BY l.clears_at_ms`,
    [encodeText(program.program), encodeText(partner)],
  );
  const held = new Map<string, HeldMoney[]>();
  for (const { currency, clears_at_ms, holds, amount_minor } of stored) {
    const money = held.get(currency) ?? [];
    money.push({
      clearsAt: instant(Number(clears_at_ms)),
      holds: holds ?? [],
      amountMinor: amountMinor(BigInt(amount_minor)),
    });
    held.set(currency, money);
  }
  return held;
}
