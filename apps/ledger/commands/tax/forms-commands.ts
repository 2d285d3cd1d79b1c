import { InvalidArgumentError, Option, type Command } from 'commander';
import { TAX_FORMS } from '@ledger/contracts/partner-schemas';
import { parseDate } from '@ledger/kernel/calendar';
import { dataDirOption } from '../data-dir-option';
import { addForm } from './add-form';
import { downloadForm, showForm } from './kept-form';
import { listForms } from './list-forms';
import { personArgument } from '../person-argument';

const format = () => new Option('--format <format>', 'how to print it').choices(['table', 'json']).default('table');

/** `ledger tax forms`: the tax forms of partners, as PDF, and through when they are valid. */
export function addFormsCommands(tax: Command): void {
  const forms = tax.command('forms').description('the tax forms of partners');
  forms
    .command('add')
    .description('keep a signed form, and record that it is there: it is valid from now on')
    .requiredOption('--partner <id>', 'whose it is')
    .requiredOption('--program <name>', 'the program')
    .addOption(new Option('--form <form>', 'which one').choices(TAX_FORMS).makeOptionMandatory())
    .requiredOption('--signed-on <date>', 'such as 2026-01-31', dateArgument)
    .requiredOption('--file <form.pdf>', 'the form, as PDF')
    .requiredOption('--by <who>', 'who puts it in', personArgument)
    .addOption(dataDirOption())
    .action(addForm);
  forms
    .command('list')
    .description('forms with what they are valid through, and who has none and needs one')
    .option('--program <name>', 'of this program only')
    .option('--partner <id>', 'of this partner only (with --program)')
    .option('--missing', 'only partners whose terms ask for a form, and that have no valid one')
    .option('--expired', 'only forms that are not valid any more')
    .addOption(format())
    .addOption(dataDirOption())
    .action(listForms);
  forms
    .command('show')
    .description('a form that is kept, and who looked at it; without its content')
    .argument('<id>', 'its id in the list')
    .requiredOption('--program <name>', 'the program')
    .addOption(format())
    .addOption(dataDirOption())
    .action(showForm);
  forms
    .command('download')
    .description('write a form that is kept to a file; who and why is noted')
    .argument('<id>', 'its id in the list')
    .requiredOption('--program <name>', 'the program')
    .requiredOption('--out <file.pdf>', 'where to; a file that is there stays as it is')
    .requiredOption('--by <who>', 'who takes it out', personArgument)
    .requiredOption('--why <reason>', 'what for')
    .addOption(dataDirOption())
    .action(downloadForm);
}

function dateArgument(text: string): string {
  if (parseDate(text) === null) throw new InvalidArgumentError('a date is written as 2026-01-31.');
  return text;
}
