import { InvalidArgumentError, type Command } from 'commander';
import { textTable } from '@ledger/documents/text-table';
import { say } from '@ledger/hosting/process/print';
import { UserError } from '@ledger/hosting/process/user-error';
import { PostgresPayeeBook } from '@ledger/rails/desk/postgres-payee-book';
import type { GivenParty } from '@ledger/rails/manual/check-party';
import { noSuchProgram } from '../../no-such-program';
import { dataDirOption } from '../data-dir-option';
import { personArgument } from '../person-argument';
import { addressText, partyIn, partyOptions } from '../party-options';
import { termsShown } from '../terms/terms-of-ledger';
import { withReadModels } from '../with-read-models';

interface DebtorFlags {
  readonly data: string;
  readonly program: string;
}

/** `ledger rails debtor`: from whose account the payouts by hand of a program are paid. */
export function addDebtorCommands(rails: Command): void {
  const debtor = rails.command('debtor').description('From which accounts payouts by hand are paid.');
  partyOptions(debtor.command('set').requiredOption('--program <name>', 'the program'))
    .description('Say from which account a program pays a currency, for the batches that are made from now on.')
    .requiredOption('--currency <code>', 'such as EUR', currencyArgument)
    .requiredOption('--by <name>', 'who says so', personArgument)
    .addOption(dataDirOption())
    .action(setDebtor);
  debtor
    .command('list')
    .description('Print the accounts that a program pays from.')
    .requiredOption('--program <name>', 'the program')
    .addOption(dataDirOption())
    .action(listDebtors);
}

async function setDebtor(
  flags: DebtorFlags & GivenParty & { readonly currency: string; readonly by: string },
): Promise<void> {
  const { program, currency } = flags;
  const party = partyIn(flags);
  const { town, country } = party.address;
  if (town === null || country === null)
    throw new UserError('say --town and --country: no bank takes an address without');
  await withDebtors(flags, async (book) => {
    await book.setDebtor({ program, currency, ...party }, flags.by);
    say(`${program} pays ${currency} by hand from ${party.iban} of ${party.name}`);
  });
}

async function listDebtors(flags: DebtorFlags): Promise<void> {
  await withDebtors(flags, async (book) => {
    const debtors = await book.debtors(flags.program);
    if (debtors.length === 0) return say(`nobody said from which accounts ${flags.program} pays: rails debtor set`);
    const cells = debtors.map((each) => [each.currency, each.name, each.iban, each.bic ?? '', addressText(each)]);
    say(textTable(['currency', 'name', 'IBAN', 'BIC', 'address'], cells));
  });
}

async function withDebtors(
  { data, program }: DebtorFlags,
  use: (book: PostgresPayeeBook) => Promise<void>,
): Promise<void> {
  await withReadModels(data, async (ledger) => {
    const { programs } = await termsShown(ledger);
    if (!programs.has(program)) throw noSuchProgram(program, programs.keys());
    await use(new PostgresPayeeBook(ledger.pool));
  });
}

function currencyArgument(text: string): string {
  if (!/^[A-Z]{3}$/.test(text)) throw new InvalidArgumentError('a currency is written as EUR.');
  return text;
}
