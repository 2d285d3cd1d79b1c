import type { Command } from 'commander';
import type { BankParty } from '@ledger/rails/manual/bank-party';
import { inBankCharacters } from '@ledger/rails/manual/bank-text';
import { checkParty, type GivenParty } from '@ledger/rails/manual/check-party';
import { UserError } from '@ledger/hosting/process/user-error';

/** The options that say whose account an account is. */
export function partyOptions(command: Command): Command {
  return command
    .requiredOption('--name <name>', 'whose account it is, as its bank has it')
    .requiredOption('--iban <iban>', 'the account')
    .option('--bic <bic>', 'the bank; needed but for euros within SEPA')
    .option('--street <street>', 'street, without the number')
    .option('--building <number>', 'number of the building')
    .option('--postcode <code>', 'postcode')
    .option('--town <town>', 'town: no bank takes an address without')
    .option('--country <code>', 'two letters (ISO 3166): no bank takes an address without');
}

/** A party as its options say. Throws UserError with all that is wrong. */
export function partyIn(given: GivenParty): BankParty {
  const checked = checkParty(given);
  if (checked.ok) return checked.party;
  throw new UserError(checked.faults.join('\n'));
}

/** An address on one line. */
export function addressText({ address }: BankParty): string {
  const { street, building, postcode, town, country } = address;
  const parts = [[street, building], [postcode, town], [country]];
  return parts
    .map((part) => part.filter((each) => each !== null).join(' '))
    .filter((part) => part !== '')
    .join(', ');
}

/** How a name stands in a file for a bank, where that is another way. */
export function nameForBank({ name }: BankParty): string {
  const spelled = inBankCharacters(name);
  return spelled.ok && spelled.text !== name ? `${name} (to banks: ${spelled.text})` : name;
}
