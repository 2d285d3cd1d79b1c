import { showText } from '@ledger/contracts/show-text';
import { UserError } from '@ledger/hosting/process/user-error';

/** What every command says of a program that the ledger has not. */
export function noSuchProgram(name: string, known: Iterable<string>): UserError {
  return new UserError(`this ledger has no program ${showText(name)} (it has: ${[...known].join(', ') || 'none'})`);
}
