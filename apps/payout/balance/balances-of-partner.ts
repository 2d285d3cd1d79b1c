import { accountBalance, type AccountBalance } from '@ledger/read-models/as-of/account-balance';
import { expectedTrueUpsOfPartner } from '@ledger/read-models/postgres/queries/expected-true-ups-of-partner';
import { findPayoutProfile } from '@ledger/read-models/tables/payout-profiles';
import { heldMoneyOfPartner } from '@ledger/read-models/postgres/queries/held-money-of-partner';
import { openAccountsOfPartner } from '@ledger/read-models/postgres/queries/open-accounts';
import type { ReadPartner } from '@ledger/service-kit/reads/program-reader';

/** The balances of a partner that are not 0, by currency. */
export async function balancesOf({ snapshot, terms, clock, partner }: ReadPartner): Promise<AccountBalance[]> {
  const profile = await findPayoutProfile(snapshot, partner.partner);
  const accounts = await openAccountsOfPartner(snapshot, partner.partner, clock);
  const held = await heldMoneyOfPartner(snapshot, partner.partner);
  const trueUps = await expectedTrueUpsOfPartner(snapshot, partner.partner);
  return accounts.map((account) => {
    const money = { held: held.get(account.currency) ?? [], trueUps: trueUps.get(account.currency) ?? [] };
    return accountBalance(account, money, partner, profile, terms, clock);
  });
}
