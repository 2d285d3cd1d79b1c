import { instant } from '@ledger/kernel/instant';
import { amountMinor } from '@ledger/kernel/money';
import type { LineHold } from '@ledger/stages/commission/commission.decisions';
import type { ExpectedMoney } from '../../as-of/account-balance';
import { encodeText } from '../text-codec';
import type { ProgramSnapshot } from './program-snapshot';

interface StoredTrueUps {
  readonly currency: string;
  readonly due_at_ms: string;
  readonly clears_at_ms: string;
  readonly holds: LineHold[];
  readonly amount_minor: string;
}

/** What ends of quarters will post for a partner if nothing else happens, by currency. */
export async function expectedTrueUpsOfPartner(
  { sql, schema, program }: ProgramSnapshot,
  partner: string,
): Promise<ReadonlyMap<string, readonly ExpectedMoney[]>> {
  const stored = await sql.rows<StoredTrueUps>(
    `SELECT currency, due_at_ms, clears_at_ms, holds, sum(amount_minor) AS amount_minor
       FROM ${schema}.expected_true_ups WHERE program = $1 AND partner = $2
      GROUP BY currency, due_at_ms, clears_at_ms, holds`,
    [encodeText(program.program), encodeText(partner)],
  );
  const expected = new Map<string, ExpectedMoney[]>();
  for (const { currency, due_at_ms, clears_at_ms, holds, amount_minor } of stored) {
    const money = expected.get(currency) ?? [];
    money.push({
      dueAt: instant(Number(due_at_ms)),
      clearsAt: instant(Number(clears_at_ms)),
      holds,
      amountMinor: amountMinor(BigInt(amount_minor)),
    });
    expected.set(currency, money);
  }
  return expected;
}
