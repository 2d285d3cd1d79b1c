import { randomInt } from 'node:crypto';

/** Nobody takes one of these for another, and no word comes of them. */
const SIGNS = 'BCDFGHJKLMNPQRSTVWXZ23456789';
const MADE_LENGTH = 8;
/** What a partner may choose: it stands in addresses, and people type it. */
const CHOSEN = /^[A-Za-z0-9](?:[A-Za-z0-9._-]{1,62}[A-Za-z0-9])$/;

/** What the click of an address may have been on: chosen here, or recorded by another sender. */
const CLICKED = /^[\p{L}\p{N}._~-]{1,64}$/u;

/** What is said of a code that cannot be chosen. */
export const CODE_RULE =
  'a code has 3 to 64 letters of the Latin alphabet, digits, dots, dashes and underscores, and begins and ends with a letter or digit';

/** A code that nobody chose: not to be guessed, and easy to read out. */
export function makeCode(): string {
  return Array.from({ length: MADE_LENGTH }, () => SIGNS[randomInt(SIGNS.length)]).join('');
}

export function mayBeChosen(code: string): boolean {
  return CHOSEN.test(code);
}

/** Whether a text in an address can be a code at all; anything else is not recorded: a stranger wrote it. */
export function canBeCode(text: string): boolean {
  return CLICKED.test(text);
}
