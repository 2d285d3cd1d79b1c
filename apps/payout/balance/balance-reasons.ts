import { findPartner } from '@ledger/read-models/tables/partners';
import { partnersWithOpenAccounts } from '@ledger/read-models/postgres/queries/partners-with-open-accounts';
import type { BalanceReason } from '@ledger/read-models/report/columns/balance-columns';
import type { ReadProgram } from '@ledger/service-kit/reads/program-reader';
import { balancesOf } from './balances-of-partner';

/** Why each partner of a program is not paid, by partner, currency and reason; read partner by partner, however many. */
export async function* balanceReasonsOf(read: ReadProgram): AsyncIterable<BalanceReason> {
  const { clock } = read;
  if (clock === null) return;
  for (const name of await partnersWithOpenAccounts(read.snapshot)) {
    const partner = await findPartner(read.snapshot, name);
    if (partner === null)
      throw new RangeError(`the read models have a balance of partner ${name}, but not the partner`);
    for (const balance of await balancesOf({ ...read, clock, partner })) {
      for (const waiting of balance.waiting) yield { balance, waiting };
    }
  }
}
