import { Option, type Command } from 'commander';
import { dataDirOption } from './data-dir-option';
import { dateArgument } from './date-argument';
import { noteConsent } from './billing/note-consent';
import { setBilling } from './billing/set-billing';
import { showBilling } from './billing/show-billing';
import { personArgument } from './person-argument';

/** `ledger billing`: who stands on the documents of payouts, and who agreed to self-billing. */
export function addBillingCommand(program: Command): void {
  const billing = program.command('billing').description('who stands on the documents of payouts (docs/documents.md)');
  addSet(billing);
  billing
    .command('consent')
    .description('Note that a partner agrees to self-billing, or no longer does.')
    .requiredOption('--program <name>', 'the program')
    .requiredOption('--partner <id>', 'the partner')
    .option('--withdrawn', 'it no longer agrees')
    .requiredOption('--date <date>', 'since which day, in the program’s time zone', dateArgument)
    .requiredOption('--evidence <text>', 'by what that is known, such as a signed agreement and where it is')
    .requiredOption('--by <name>', 'who notes it', personArgument)
    .addOption(dataDirOption())
    .action(noteConsent);
  billing
    .command('show')
    .description('What was noted, each word of it: of the program itself, or of a partner with its consents.')
    .requiredOption('--program <name>', 'the program')
    .option('--partner <id>', 'of this partner')
    .addOption(new Option('--format <format>', 'how to print it').choices(['table', 'json']).default('table'))
    .addOption(dataDirOption())
    .action(showBilling);
}

function addSet(billing: Command): void {
  billing
    .command('set')
    .description(
      'Note who a partner is on documents from a day on; what was noted before stays for what was paid before.',
    )
    .requiredOption('--program <name>', 'the program')
    .option('--partner <id>', 'the partner')
    .option('--own', 'the program itself, which receives the service')
    .requiredOption('--legal-name <name>', 'as it is registered')
    .requiredOption('--street <text>', 'with the number of the house')
    .requiredOption('--postcode <text>', 'such as 20457')
    .requiredOption('--town <name>', 'such as Hamburg')
    .requiredOption('--country <code>', 'two letters, such as DE')
    .option('--vat-id <id>', 'such as DE123456789')
    .option('--tax-id <id>', 'under which it pays taxes at home, where it has no VAT id')
    .option('--registered', 'it is registered for VAT in its country')
    .option('--not-registered', 'it is not')
    .option('--from <date>', 'from which day on (default: today)', dateArgument)
    .requiredOption('--by <name>', 'who notes it', personArgument)
    .addOption(dataDirOption())
    .action(setBilling);
}
