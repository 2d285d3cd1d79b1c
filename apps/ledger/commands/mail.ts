import { InvalidArgumentError, Option, type Command } from 'commander';
import { forTerminal } from '@ledger/documents/for-terminal';
import { textTable } from '@ledger/documents/text-table';
import { countMails, listMails, maskedAddress, retryMails, type ListedMail } from '@ledger/desk/mail/list-mails';
import { MAIL_STATES, type MailState } from '@ledger/desk/mail/mail.entity';
import { say } from '@ledger/hosting/process/print';
import { UserError } from '@ledger/hosting/process/user-error';
import { withLedger } from '@ledger/hosting/storage/open-ledger';
import { SETTINGS } from '../settings';
import { dataDirOption } from './data-dir-option';

interface ListFlags {
  readonly data: string;
  readonly program?: string;
  readonly state?: MailState;
  readonly limit: number;
  readonly addresses?: true;
  readonly format: 'table' | 'json';
}

const SHOWN = 50;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const HEAD = ['mail', 'program', 'to', 'what', 'of', 'state', 'attempts', 'queued', 'next', 'why'];

/** `ledger mail`: what became of the mails, and to have them sent again. */
export function addMailCommand(program: Command): void {
  const mail = program.command('mail').description('mails to partners and applicants, and what became of them');
  mail
    .command('list')
    .description('the latest first, with addresses hidden')
    .option('--program <name>', 'of this program only')
    .addOption(new Option('--state <state>', 'in this state only').choices(MAIL_STATES))
    .option('--limit <n>', 'so many at most', limitArgument, SHOWN)
    .option('--addresses', 'show the addresses')
    .addOption(new Option('--format <format>', 'how to print them').choices(['table', 'json']).default('table'))
    .addOption(dataDirOption())
    .action(list);
  mail
    .command('retry')
    .description('send again: one mail that was refused or given up, or all that were given up')
    .argument('[id]', 'this mail')
    .addOption(dataDirOption())
    .action(retry);
}

async function list({ data, program, state, limit, addresses, format }: ListFlags): Promise<void> {
  await withLedger({ dataDir: data, settings: SETTINGS }, async ({ pool }) => {
    const asked = { program: program ?? null, state: state ?? null, limit, before: null };
    const mails = await listMails((sql, parameters) => pool.query<ListedMail>(sql, parameters), asked);
    const shown = mails.map((one) => (addresses === true ? one : { ...one, address: maskedAddress(one.address) }));
    if (format === 'json') return say(JSON.stringify(shown, null, 2));
    say(shown.length === 0 ? 'no mails' : textTable(HEAD, shown.map(cellsOf), { right: ['attempts'] }));
    const { waiting, given_up: givenUp } = await countMails(pool);
    say(`${waiting} wait, ${givenUp} were given up`);
  });
}

async function retry(id: string | undefined, { data }: { data: string }): Promise<void> {
  if (id !== undefined && !UUID.test(id)) throw new UserError(`${forTerminal(id)} is no id of a mail`);
  await withLedger({ dataDir: data, settings: SETTINGS }, async ({ pool }) => {
    const count = await retryMails(pool, id ?? null);
    if (count === 0 && id !== undefined) throw new UserError(`${id} is no mail that was refused or given up`);
    say(`${count} ${count === 1 ? 'mail is' : 'mails are'} sent again`);
  });
}

function cellsOf(mail: ListedMail): string[] {
  const { id, program, address, template, about, state, attempts, queuedAt, nextAt, reason } = mail;
  const times = [queuedAt.toISOString(), nextAt?.toISOString() ?? ''];
  return [id, program, address ?? '', template, about, state, String(attempts), ...times, reason ?? ''].map(
    forTerminal,
  );
}

function limitArgument(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new InvalidArgumentError('a whole number from 1 to 999999');
  return Number(text);
}
