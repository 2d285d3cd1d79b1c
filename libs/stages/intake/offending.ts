import { showText } from '@ledger/contracts/show-text';

const MAX_SHOWN_CHARACTERS = 64;

/** The detail of a rejection: the field and the offending value, cut to 64 characters (contract.md, section 1). */
export function offending(field: string, value: string): string {
  const characters = [...value.slice(0, 2 * MAX_SHOWN_CHARACTERS + 2)];
  const shown =
    characters.length <= MAX_SHOWN_CHARACTERS ? value : `${characters.slice(0, MAX_SHOWN_CHARACTERS).join('')}…`;
  return `${field}: '${showText(shown)}'`;
}
