import { InvalidArgumentError } from 'commander';
import { fitsId } from '@ledger/contracts/id-text';

/** An id that a command gives to something new: what a person can read and type again. */
export function idArgument(text: string): string {
  if (!fitsId(text)) throw new InvalidArgumentError('an id has 1 to 128 characters.');
  if (text !== text.trim()) throw new InvalidArgumentError('an id has no blank or line end around it.');
  if (/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(text)) {
    throw new InvalidArgumentError('an id has no control character, and none that is not seen.');
  }
  return text;
}
