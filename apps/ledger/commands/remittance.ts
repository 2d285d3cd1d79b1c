import { Option, type Command } from 'commander';
import { LANGUAGES } from '@ledger/explain/language';
import { dataDirOption } from './data-dir-option';
import { monthArgument } from './month-argument';
import { printRemittances } from './remittance/print-remittances';

/** `ledger remittance`: the document of each payout that was paid or came back. */
export function addRemittanceCommand(program: Command): void {
  program
    .command('remittance')
    .description(
      'The documents of payouts: remittance advices, self-billed invoices, credit notes (docs/documents.md).',
    )
    .argument('[document]', 'a payout such as po-3, or a number such as PLIXO-2026-0007')
    .requiredOption('--program <name>', 'the program')
    .option('--month <month>', 'those of what was paid or came back in it, such as 2026-01', monthArgument)
    .option('--partner <id>', 'of this partner only')
    .addOption(
      new Option('--format <format>', 'how to print them; json: one per line; pdf: into --out')
        .choices(['table', 'json', 'csv', 'pdf'])
        .default('table'),
    )
    .addOption(new Option('--lang <language>', 'the language of the PDF').choices(LANGUAGES).default('en'))
    .option('--out <folder>', 'where PDFs are written, a file for each document')
    .addOption(dataDirOption())
    .action(printRemittances);
}
