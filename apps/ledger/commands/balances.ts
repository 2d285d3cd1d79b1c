import { Readable } from 'node:stream';
import { Option, type Command } from 'commander';
import { amountColumns, csvTable, type CsvColumn } from '@ledger/documents/csv-table';
import { formatMoney } from '@ledger/documents/money-text';
import { textTable } from '@ledger/documents/text-table';
import { say } from '@ledger/hosting/process/print';
import type { OpenLedger } from '@ledger/hosting/storage/open-ledger';
import { accountList, type AccountFilter, type ListedAccount } from '@ledger/read-models/postgres/queries/account-list';
import { readRows } from '@ledger/read-models/postgres/queries/list-query';
import { readProgram, readPrograms } from '@ledger/read-models/postgres/queries/program-snapshot';
import { noSuchProgram } from '../no-such-program';
import { addGivingUp } from './balances/give-up';
import { dataDirOption } from './data-dir-option';
import { withReadModels } from './with-read-models';

interface BalancesFlags extends AccountFilter {
  readonly data: string;
  readonly program?: string;
  readonly format: 'table' | 'json' | 'csv';
}

interface Balance extends ListedAccount {
  readonly program: string;
}

/** `ledger balances`: what stands for each partner now, or who owes. */
export function addBalancesCommand(program: Command): void {
  const balances = program
    .command('balances')
    .description('What stands in hold, payable and in transit for each partner now, by currency.')
    .option('--program <name>', 'of this program (default: all)')
    .option('--partner <id>', 'of this partner')
    .option('--negative', 'only who owes: less than nothing is payable, and later earnings repay it')
    .addOption(
      new Option('--format <format>', 'how to print them; json: one per line')
        .choices(['table', 'json', 'csv'])
        .default('table'),
    )
    .addOption(dataDirOption())
    .action(print);
  addGivingUp(balances);
}

async function print({ data, program, format, ...filter }: BalancesFlags): Promise<void> {
  await withReadModels(data, async (ledger) => {
    const known = (await readPrograms(ledger.readModels)).map((each) => each.program).filter((name) => name !== '');
    if (program !== undefined && !known.includes(program)) throw noSuchProgram(program, known);
    const balances = await balancesOf(ledger, program === undefined ? known : [program], filter);
    if (format === 'json') for (const balance of balances) say(JSON.stringify(fieldsOf(balance)));
    else if (format === 'csv') await printCsv(balances);
    else if (balances.length === 0) say(filter.negative === true ? 'no partner owes anything' : 'nothing is owed');
    else say(textTable(HEAD, balances.map(cellsOf), { right: AMOUNTS }));
  });
}

async function balancesOf({ readModels }: OpenLedger, programs: readonly string[], filter: AccountFilter) {
  const balances: Balance[] = [];
  for (const program of programs) {
    const rows = await readProgram(readModels, program, (snapshot) =>
      readRows(snapshot, accountList(snapshot, filter)),
    );
    balances.push(...rows.map((row) => ({ program, ...row })));
  }
  return balances;
}

const AMOUNTS = ['hold', 'payable', 'in transit', 'after hold'];
const HEAD = ['program', 'partner', 'currency', ...AMOUNTS, 'partner is'];

/** What will be payable when everything in hold has cleared, if nothing else happens. */
const afterHold = ({ holdMinor, payableMinor }: Balance) => holdMinor + payableMinor;

const stateOf = ({ terminated }: Balance) => (terminated ? 'terminated' : 'earning');

function cellsOf(balance: Balance): string[] {
  const { program, partner, currency, holdMinor, payableMinor, inTransitMinor } = balance;
  const amounts = [holdMinor, payableMinor, inTransitMinor, afterHold(balance)];
  return [program, partner, currency, ...amounts.map((minor) => formatMoney(minor, currency)), stateOf(balance)];
}

function fieldsOf(balance: Balance) {
  const { program, partner, currency, holdMinor, payableMinor, inTransitMinor, terminated } = balance;
  const amounts = { holdMinor, payableMinor, inTransitMinor, afterHoldMinor: afterHold(balance) };
  const texts = Object.fromEntries(Object.entries(amounts).map(([name, minor]) => [name, minor.toString()]));
  return { program, partner, currency, ...texts, terminated };
}

const currencyOf = ({ currency }: Balance) => currency;

const COLUMNS: readonly CsvColumn<Balance>[] = [
  ['program', ({ program }) => program],
  ['partner', ({ partner }) => partner],
  ['currency', currencyOf],
  ...amountColumns<Balance>('hold', ({ holdMinor }) => holdMinor, currencyOf),
  ...amountColumns<Balance>('payable', ({ payableMinor }) => payableMinor, currencyOf),
  ...amountColumns<Balance>('in transit', ({ inTransitMinor }) => inTransitMinor, currencyOf),
  ...amountColumns<Balance>('after hold', afterHold, currencyOf),
  ['partner is', stateOf],
];

async function printCsv(balances: readonly Balance[]): Promise<void> {
  const { table, line } = csvTable(COLUMNS);
  for await (const piece of Readable.from(balances.map(line)).compose(table)) process.stdout.write(String(piece));
}
