import { InvalidArgumentError, Option, type Command } from 'commander';
import { isCountry } from '@ledger/documents/country';
import { TIN_KINDS } from '@ledger/tax/tin/tax-number';
import { dataDirOption } from '../data-dir-option';
import { matchTins, revealTin, setTin, showTin } from './tin';
import { personArgument } from '../person-argument';

/** `ledger tax tin`: the tax numbers of partners. A number is never an argument: other users of a machine see those. */
export function addTinCommands(tax: Command): void {
  const tin = tax.command('tin').description('the tax numbers of partners: sealed, the last four shown');
  ofPartner(tin.command('set').description('set the number of a partner, read from standard input or a file'))
    .addOption(new Option('--kind <kind>', 'what it is').choices(TIN_KINDS).makeOptionMandatory())
    .option('--country <code>', 'whose it is, two letters; needed for a foreign one', countryArgument, 'US')
    .option('--file <file>', 'where it is read from, or - for standard input', '-')
    .requiredOption('--by <who>', 'who sets it', personArgument)
    .action(setTin);
  ofPartner(tin.command('show').description('its kind and last characters')).action(showTin);
  ofPartner(tin.command('reveal').description('the whole number, on standard output; who and why is noted'))
    .requiredOption('--by <who>', 'who asks', personArgument)
    .requiredOption('--why <reason>', 'what for')
    .action(revealTin);
  tin
    .command('match')
    .description('partners of any program that have one and the same number; of all of them, where none is named')
    .option('--program <name>', 'with --partner')
    .option('--partner <id>', 'who shares this partner’s number')
    .addOption(dataDirOption())
    .action(matchTins);
}

function ofPartner(command: Command): Command {
  return command
    .requiredOption('--partner <id>', 'whose it is')
    .requiredOption('--program <name>', 'the program')
    .addOption(dataDirOption());
}

function countryArgument(text: string): string {
  if (isCountry(text)) return text;
  throw new InvalidArgumentError('a country has two capital letters of ISO 3166, such as DE.');
}
