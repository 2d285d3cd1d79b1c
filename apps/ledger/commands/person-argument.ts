import { InvalidArgumentError } from 'commander';
import { readName } from '@ledger/contracts/person-name';

/** An option that names a person who acts, as it is compared with other facts' (four eyes). */
export function personArgument(text: string): string {
  const read = readName(text);
  if (read.ok) return read.name;
  throw new InvalidArgumentError(`the name ${read.why}: say who it is, in words that anybody can read.`);
}
