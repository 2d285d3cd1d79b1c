import { instant } from '@ledger/kernel/instant';
import { amountMinor } from '@ledger/kernel/money';
import type { LineHold } from '@ledger/stages/commission/commission.decisions';
import type { ExpectedMoney } from '@ledger/stages/payout/true-up-ahead';
import { compositeKey } from '../../definition/composite-key';
import type { HeldLines } from '../../preview/account-at-run';
import { textArray } from '../text-array';
import { encodeText } from '../text-codec';
import type { ProgramSnapshot } from './program-snapshot';

interface StoredTrueUps {
  readonly partner: string;
  readonly currency: string;
  readonly due_at_ms: string;
  readonly clears_at_ms: string;
  readonly holds: LineHold[];
  readonly amount_minor: string;
  readonly line_count: string;
}

/** What ends of quarters will post for some partners if nothing else happens, by partner and currency (`compositeKey`). */
export async function expectedTrueUpsOfPartners(
  { sql, schema, about: { program } }: ProgramSnapshot,
  partners: readonly string[],
): Promise<ReadonlyMap<string, readonly (ExpectedMoney & HeldLines)[]>> {
  const stored = await sql.rows<StoredTrueUps>(
    `SELECT partner, currency, due_at_ms, clears_at_ms, holds, sum(amount_minor) AS amount_minor, count(*) AS line_count
       FROM ${schema}.expected_true_ups WHERE program = $1 AND partner = ANY ($2::text[])
      GROUP BY partner, currency, due_at_ms, clears_at_ms, holds`,
    [encodeText(program), textArray(partners)],
  );
  const expected = new Map<string, (ExpectedMoney & HeldLines)[]>();
  for (const { partner, currency, due_at_ms, clears_at_ms, holds, amount_minor, line_count } of stored) {
    const account = compositeKey(partner, currency);
    const money = expected.get(account) ?? [];
    money.push({
      dueAt: instant(Number(due_at_ms)),
      clearsAt: instant(Number(clears_at_ms)),
      holds,
      amountMinor: amountMinor(BigInt(amount_minor)),
      lineCount: Number(line_count),
    });
    expected.set(account, money);
  }
  return expected;
}
