import { forTerminal } from '@ledger/documents/for-terminal';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { jsonText } from '@ledger/contracts/json-text';
import { accountJson, accountText } from '@ledger/explain/account';
import { LANGUAGES, type Language } from '@ledger/explain/language';
import { explain, type Question } from '@ledger/runner/explain/explain';
import { dataDirOption } from './data-dir-option';
import { withLedger } from '@ledger/hosting/storage/open-ledger';
import { termsInStorage } from './terms/terms-of-ledger';
import { noSuchProgram } from '../no-such-program';
import { say } from '@ledger/hosting/process/print';
import { UserError } from '@ledger/hosting/process/user-error';
import { SETTINGS } from '../settings';

interface ExplainFlags {
  readonly data: string;
  readonly lang: Language;
  readonly format: 'text' | 'json';
}

interface LineFlags extends ExplainFlags {
  readonly seq?: number;
}

/** `ledger explain`: how a line, an invoice, a payout or a customer's credits came about, from what the log records. */
export function addExplainCommand(program: Command): void {
  const command = program
    .command('explain')
    .description('Say how a line, an invoice, a payout or a customer’s credits came about, from what is recorded.');
  asking(command, 'line <program> <partner> <invoice> <line>')
    .description('How what stands for a line of an invoice and a partner was computed; invoice -: an own line.')
    .option('--seq <number>', 'only this posting of it', postingNumber)
    .action((name: string, partner: string, invoice: string, line: string, flags: LineFlags) =>
      print(name, lineQuestion(partner, invoice, line, flags), flags),
    );
  asking(command, 'invoice <program> <invoice>')
    .description('Why each line of an invoice earned, or earned nothing.')
    .action((name: string, invoice: string, flags: ExplainFlags) => print(name, { of: 'invoice', invoice }, flags));
  asking(command, 'payout <program> <payout>')
    .description('The lines of a payout, its fee, what is withheld, and what became of it.')
    .action((name: string, payout: string, flags: ExplainFlags) => print(name, { of: 'payout', payout }, flags));
  asking(command, 'customer <program> <customer>')
    .description('The claims of a customer on one time line, and who is credited.')
    .action((name: string, customer: string, flags: ExplainFlags) => print(name, { of: 'customer', customer }, flags));
}

/** A dash in place of the invoice asks for a line of the partner's own. */
function lineQuestion(partner: string, invoice: string, line: string, { seq }: LineFlags): Question {
  if (invoice === '-') return { of: 'own-line', partner, line };
  return { of: 'line', partner, invoice, line, seq: seq ?? null };
}

function asking(command: Command, usage: string): Command {
  return command
    .command(usage)
    .addOption(new Option('--lang <language>', 'the language of the sentences').choices(LANGUAGES).default('en'))
    .addOption(new Option('--format <format>', 'how to print it').choices(['text', 'json']).default('text'))
    .addOption(dataDirOption());
}

function postingNumber(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('it is a number from 1 on.');
  return Number(text);
}

async function print(name: string, question: Question, { data, lang, format }: ExplainFlags): Promise<void> {
  await withLedger({ dataDir: data, settings: SETTINGS }, async (ledger) => {
    const { programs } = await termsInStorage(ledger);
    const program = programs.get(name);
    if (program === undefined) throw noSuchProgram(name, programs.keys());
    const account = await explain(ledger, program, question);
    if (account === null) {
      throw new UserError(`the ledger has nothing recorded of ${forTerminal(namedIn(question))} in ${name}`);
    }
    if (format === 'json') process.stdout.write(`${jsonText(accountJson(account, lang))}\n`);
    else say(accountText(account, lang).trimEnd());
  });
}

/** What was asked for, in the words of the command. */
function namedIn(question: Question): string {
  switch (question.of) {
    case 'line': {
      const { partner, invoice, line, seq } = question;
      return `line ${line} of invoice ${invoice} for partner ${partner}${seq === null ? '' : `, no. ${seq}`}`;
    }
    case 'own-line':
      return `own line ${question.line} of partner ${question.partner}`;
    case 'invoice':
      return `invoice ${question.invoice}`;
    case 'payout':
      return `payout ${question.payout}`;
    case 'customer':
      return `customer ${question.customer}`;
  }
}
