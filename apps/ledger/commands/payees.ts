import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { textTable } from '@ledger/documents/text-table';
import type { Instant } from '@ledger/kernel/instant';
import { say } from '@ledger/hosting/process/print';
import { UserError } from '@ledger/hosting/process/user-error';
import { PostgresPayeeBook } from '@ledger/rails/desk/postgres-payee-book';
import type { Payee } from '@ledger/rails/manual/bank-party';
import type { GivenParty } from '@ledger/rails/manual/check-party';
import { readPayeeCsv } from '@ledger/rails/manual/read-payee-csv';
import { noSuchProgram } from '../no-such-program';
import { dataDirOption } from './data-dir-option';
import { addressText, nameForBank, partyIn, partyOptions } from './party-options';
import { personArgument } from './person-argument';
import { clockOfSender } from './payouts/clock-of-sender';
import { termsShown } from './terms/terms-of-ledger';
import { withReadModels } from './with-read-models';

interface PayeeFlags {
  readonly data: string;
  readonly program: string;
}

/** `ledger payees`: whom payouts by hand go to. Names and accounts are personal data, and lie with it. */
export function addPayeesCommand(program: Command): void {
  const payees = program.command('payees').description('Whom payouts by hand go to: names, accounts, addresses.');
  const about = (command: Command) =>
    command.requiredOption('--program <name>', 'the program').addOption(dataDirOption());
  partyOptions(about(payees.command('set').argument('<payee>', 'the partner, or what its payout method names')))
    .description('Enter a payee, or all of it anew.')
    .requiredOption('--by <name>', 'who enters it', personArgument)
    .action(setPayee);
  about(payees.command('show').argument('<payee>', 'such as deneb')).description('Print a payee.').action(showPayee);
  about(payees.command('list')).description('Print the payees of a program.').action(listPayees);
  about(payees.command('import').argument('<file.csv>', 'payee,name,iban,bic,street,building,postcode,town,country'))
    .description('Enter payees from CSV: all of them or, where one is wrong, none.')
    .requiredOption('--by <name>', 'who enters them', personArgument)
    .action(importPayees);
}

async function setPayee(payee: string, flags: PayeeFlags & GivenParty & { readonly by: string }): Promise<void> {
  const party = partyIn(flags);
  await withPayees(flags, async (book, now) => {
    const [changed] = await book.set([{ program: flags.program, payee, ...party }], flags.by, now);
    say(`${payee} of ${flags.program}: ${changed === true ? 'entered' : 'known, nothing changes'}`);
    const missing = lacking({ program: flags.program, payee, ...party });
    if (missing !== '') say(`left out of batches until it has: ${missing}`);
  });
}

async function showPayee(id: string, flags: PayeeFlags): Promise<void> {
  await withPayees(flags, async (book) => {
    const payee = await book.find(flags.program, id);
    if (payee === null) throw new UserError(`${flags.program} has no payee ${id}: payees list shows those that it has`);
    const rows = [
      ['name', nameForBank(payee)],
      ['IBAN', payee.iban],
      ['BIC', payee.bic ?? ''],
      ['address', addressText(payee)],
    ];
    say(rows.map(([field = '', value = '']) => `${field.padEnd(8)}${value}`.trimEnd()).join('\n'));
  });
}

async function listPayees(flags: PayeeFlags): Promise<void> {
  await withPayees(flags, async (book) => {
    const payees = await book.list(flags.program);
    if (payees.length === 0) return say(`${flags.program} has no payees`);
    const cells = payees.map((payee) => [
      ...[payee.payee, payee.name, payee.iban, payee.bic ?? '', addressText(payee), lacking(payee)],
    ]);
    say(textTable(['payee', 'name', 'IBAN', 'BIC', 'address', 'lacks'], cells));
  });
}

async function importPayees(file: string, flags: PayeeFlags & { readonly by: string }): Promise<void> {
  const read = readPayeeCsv(textOf(file), flags.program);
  if (!read.ok) throw new UserError(read.faults.map((fault) => `${file}: ${fault}`).join('\n'));
  await withPayees(flags, async (book, now) => {
    const changes = await book.set(read.payees, flags.by, now);
    const changed = changes.filter((each) => each).length;
    say(
      `${read.payees.length} payees of ${flags.program} read: ${changed} entered or changed, ${changes.length - changed} known`,
    );
  });
}

async function withPayees(
  { data, program }: PayeeFlags,
  use: (book: PostgresPayeeBook, now: Instant) => Promise<void>,
): Promise<void> {
  await withReadModels(data, async (ledger) => {
    const { programs, clocks } = await termsShown(ledger);
    if (!programs.has(program)) throw noSuchProgram(program, programs.keys());
    await use(new PostgresPayeeBook(ledger.pool), await clockOfSender(ledger, clocks.get(program) ?? null));
  });
}

/** What no bank goes without. */
function lacking({ address: { town, country } }: Payee): string {
  return [...(town === null ? ['town'] : []), ...(country === null ? ['country'] : [])].join(', ');
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UserError(`${file}: ${(error as Error).message}`);
  }
}
