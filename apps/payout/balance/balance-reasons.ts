import { balancesOfPartners } from '@ledger/read-models/postgres/queries/balances-of-partners';
import { partnersWithOpenAccounts } from '@ledger/read-models/postgres/queries/partners-with-open-accounts';
import type { BalanceReason } from '@ledger/read-models/report/columns/balance-columns';
import type { ReadProgram } from '@ledger/service-kit/reads/program-reader';

/** So many partners are read at once. */
const PARTNERS = 100;

/** Why each partner of a program is not paid, by partner, currency and reason; read some partners at a time, however many. */
export async function* balanceReasonsOf(read: ReadProgram): AsyncIterable<BalanceReason> {
  const { clock } = read;
  if (clock === null) return;
  const names = await partnersWithOpenAccounts(read.snapshot);
  for (let from = 0; from < names.length; from += PARTNERS) {
    for (const balance of await balancesOfPartners({ ...read, clock }, names.slice(from, from + PARTNERS))) {
      for (const waiting of balance.waiting) yield { balance, waiting };
    }
  }
}
