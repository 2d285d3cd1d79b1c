import { Option, type Command } from 'commander';
import { dataDirOption } from './data-dir-option';
import { personArgument } from './person-argument';
import { eraseWhoIsAsked, exportWhoIsAsked, showReceipts } from './person/held-of-person';

const WHO = 'whoever has this e-mail';
const format = () => new Option('--format <format>', 'how to print it').choices(['table', 'json']).default('table');

/** `ledger person`: what is held of a person in all tables, and its erasure with a receipt. */
export function addPersonCommand(program: Command): void {
  const person = program.command('person').description('what is held of a person, and its erasure');
  person
    .command('export')
    .description('print all that is held, as JSON: of whoever has an e-mail, or of a partner with its people')
    .option('--email <email>', WHO)
    .option('--program <name>', 'the program of the partner')
    .option('--partner <id>', 'this partner')
    .addOption(dataDirOption())
    .action(exportWhoIsAsked);
  person
    .command('erase')
    .description('delete it, but for what has to be kept, and print the receipt, which is kept; nothing takes it back')
    .option('--email <email>', WHO)
    .option('--program <name>', 'the program of the partner')
    .option('--partner <id>', 'this partner')
    .requiredOption('--by <name>', 'who says so', personArgument)
    .option('--yes', 'do it; without this it is only said what would be deleted')
    .addOption(format())
    .addOption(dataDirOption())
    .action(eraseWhoIsAsked);
  person
    .command('receipts')
    .description('what was erased when, and what was kept and why')
    .addOption(format())
    .addOption(dataDirOption())
    .action(showReceipts);
}
