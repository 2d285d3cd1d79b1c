import { InvalidArgumentError, Option, type Command } from 'commander';
import { parseDate, type CalendarDate } from '@ledger/kernel/calendar';
import { BATCH_FORMATS, type BatchFormat } from '@ledger/rails/manual/bank-batch';
import { dataDirOption } from '../data-dir-option';
import { answerPayment } from './answer-payment';
import { giveUpBatch, listBatches, showBatch, writeOutBatch } from './batch-files';
import { importCamt } from './import-camt';
import { makeBatches } from './make-batches';
import { sentBatch } from './sent-batch';
import { personArgument } from '../person-argument';

/** What every command about batches is told. */
export interface BatchFlags {
  readonly data: string;
  readonly program: string;
}

export interface MakeFlags extends BatchFlags {
  readonly currency?: string;
  readonly format: BatchFormat;
  readonly executeOn?: CalendarDate;
  readonly out?: string;
}

/** `ledger payouts batch …` and `payouts answer`: payouts by hand, from files for a bank to its answers. */
export function addBatchCommands(payouts: Command): void {
  const batch = payouts.command('batch').description('Files for a bank, of the payouts that go out by hand.');
  about(batch.command('make', { isDefault: true }))
    .description('One file of each currency from the payouts in transit by hand that are in no batch yet.')
    .addOption(new Option('--rail <name>', 'the rail that a person pays by').choices(['manual']).default('manual'))
    .option('--currency <code>', 'of this currency (default: each in which payouts wait)', currencyArgument)
    .addOption(new Option('--format <format>', 'how the file is written').choices(BATCH_FORMATS).default('pain.001'))
    .option(
      '--execute-on <date>',
      'when the bank is asked to pay (default: today, by the program’s clock)',
      dateArgument,
    )
    .option('--out <file>', 'write the file there; without it: payouts batch out')
    .action(makeBatches);
  about(batch.command('list')).description('The batches of a program, the latest first.').action(listBatches);
  about(batch.command('show').argument('<batch>', 'such as batch-1'))
    .description('What is in a batch, and what became of each payment.')
    .action(showBatch);
  about(batch.command('out').argument('<batch>', 'such as batch-1'))
    .description('Write the file of a batch once more, byte for byte.')
    .requiredOption('--out <file>', 'where')
    .action(writeOutBatch);
  about(batch.command('sent').argument('<batch>', 'such as batch-1'))
    .description('Note that a batch went to the bank.')
    .requiredOption('--by <name>', 'who sent it', personArgument)
    .option(
      '--gone-already',
      'it is with the bank though sending is held, or a payout in it is not in transit any more',
    )
    .action(sentBatch);
  about(batch.command('give-up').argument('<batch>', 'such as batch-1'))
    .description('Give up a batch that went to no bank: its payouts go into the next one.')
    .requiredOption('--by <name>', 'who decided so', personArgument)
    .requiredOption('--reason <text>', 'why')
    .action(giveUpBatch);
  about(payouts.command('answer').argument('<payout>', 'such as po-3'))
    .description('Say what became of a payment of a batch that was sent; the ledger that runs is told.')
    .option('--paid', 'the bank paid it')
    .option('--failed <code>', 'the bank did not pay it: it fails, and is owed again')
    .option('--returned <code>', 'it was paid, and the money came back: it is owed again')
    .requiredOption('--batch <batch>', 'such as batch-1')
    .requiredOption('--by <name>', 'who says so', personArgument)
    .requiredOption('--evidence <text>', 'by what')
    .action(answerPayment);
  about(payouts.command('import-camt').argument('<file>', 'camt.054, the debit and credit notification of the bank'))
    .description('Say what a notification of the bank tells of payments that were sent; with --apply it is recorded.')
    .option('--apply', 'record it: all that matches, or nothing')
    .option('--by <name>', 'who records it; needed with --apply', personArgument)
    .action(importCamt);
}

function about(command: Command): Command {
  return command.requiredOption('--program <name>', 'the program').addOption(dataDirOption());
}

function currencyArgument(text: string): string {
  if (!/^[A-Z]{3}$/.test(text)) throw new InvalidArgumentError('a currency is written as EUR.');
  return text;
}

function dateArgument(text: string): CalendarDate {
  const date = parseDate(text);
  if (date === null) throw new InvalidArgumentError('a day is written as 2026-01-31.');
  return date;
}
