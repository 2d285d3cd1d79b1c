import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { missingCommand, placeOf, pythonFor } from '../foreign-clients/make-ready';

/** What a tool makes of a journal: each account's balance as it prints it, by `account currency`, where it is not nothing. */
export type Balances = Readonly<Record<string, string>>;

/** A program that reads journals, and is not ours. */
export interface AccountingTool {
  readonly name: string;
  /** What it needs, and is not here; null: it can run. */
  readonly missing: string | null;
  /** Checks journals as strictly as it can; answers the balances of each. Throws what it complains of. */
  balances(files: readonly string[]): readonly Balances[];
}

export const HLEDGER: AccountingTool = {
  name: 'hledger',
  missing: missingCommand('hledger'),
  balances: (files) =>
    files.map((file) => {
      printed('hledger', ['check', '--strict', '-f', file]);
      const [, ...rows] = printed('hledger', ['balance', '--flat', '--no-total', '-O', 'csv', '-f', file]).split('\n');
      return Object.assign({}, ...rows.filter((row) => row !== '').map(amountsOf)) as Balances;
    }),
};

/** Fetched from Python's registry where CI runs, or where somebody fetched it before: `npm test` asks for Node alone. */
export const BEANCOUNT: AccountingTool = {
  name: 'Beancount',
  missing: process.env['CI'] || existsSync(placeOf('beancount')) ? missingCommand('python3') : 'Beancount',
  balances: (files) => {
    const folder = join(__dirname, 'beancount');
    const answers = JSON.parse(
      printed(pythonFor('beancount', folder), [join(folder, 'balances.py'), ...files]),
    ) as Readonly<Record<string, { errors: readonly string[]; balances: Balances }>>;
    return files.map((file) => {
      const { errors, balances } = answers[file]!;
      if (errors.length > 0) throw new Error(`${file}: ${errors.join('\n')}`);
      return balances;
    });
  },
};

/** `"Assets:Cash","1.00 USD, 2 JPY"` by account and currency. */
function amountsOf(row: string): Balances {
  const [, account, amounts = ''] = /^"([^"]*)","([^"]*)"$/.exec(row) ?? [];
  const pairs = amounts.split(', ').map((amount) => amount.split(' '));
  return Object.fromEntries(
    pairs.flatMap(([number, currency]) => (currency === undefined ? [] : [[`${account} ${currency}`, number!]])),
  );
}

function printed(command: string, args: readonly string[]): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 1 << 28 });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${error?.message ?? `${stdout}${stderr}`}`);
  return stdout;
}
