import { inMajorUnits } from '@ledger/documents/money-text';
import { idOfComponent } from '@ledger/documents/testing/id-of-component';
import { loadTerms, presetPaths } from '@ledger/program/load-terms-file';
import { readLedgerOutput } from '../cases/ledger-output';
import { replayed } from '../terms/replayed';
import type { Balances } from './accounting-tools';

/** What the contract's trial balance comes to, by account and currency as the tools name them. */
export async function ownBalances(events: string): Promise<Balances> {
  const { programs } = readLedgerOutput(await replayed(loadTerms(presetPaths()), events));
  return Object.fromEntries(
    programs.flatMap(({ program, trialBalance }) =>
      trialBalance
        .map(({ account, currency, debit, credit }) => [`${program}/${account}`, currency, debit - credit] as const)
        .filter(([, , balance]) => balance !== 0n)
        .map(([account, currency, balance]) => [`${account} ${currency}`, inMajorUnits(balance, currency)]),
    ),
  );
}

/** The balances of a tool by the accounts of the trial balance: ids decoded. */
export function decoded(balances: Balances): Balances {
  return Object.fromEntries(
    Object.entries(balances).map(([key, amount]) => {
      const [account = '', currency = ''] = key.split(' ');
      const [, program = '', word = '', of] = account.split(':');
      const name = word === 'Commission' ? 'commission_expense' : word.toLowerCase().replaceAll('-', '_');
      return [
        `${idOfComponent(program)}/${name}${of === undefined ? '' : `:${idOfComponent(of)}`} ${currency}`,
        amount,
      ];
    }),
  );
}
