import { createHmac } from 'node:crypto';

/** What a partner is shown in place of a customer's id. */
export type ShownCustomer = (customer: string) => string;

/** Whose customers are shown to whom. */
export interface CustomerViewer {
  readonly program: string;
  readonly partner: string;
  /** Whether partners of its type see who their customers are (`seesCustomerNames` of the terms). */
  readonly seesNames: boolean;
}

/** No letters that look like others. */
const LETTERS = '23456789abcdefghjkmnpqrstuvwxyz';
/** 14 letters of 31: about 69 bits, so that no two customers of a partner are ever shown as one. */
const LENGTH = 14;

/**
 * How each customer is shown to a partner, in every answer, CSV, document, notification and mail: by its id, or, where
 * its type of partner sees no names, by a pseudonym. The pseudonym is the same for good, another for each partner, and
 * tells nothing without the ledger's key.
 */
export function shownCustomer(key: Buffer, { program, partner, seesNames }: CustomerViewer): ShownCustomer {
  return seesNames ? (customer) => customer : (customer) => pseudonymOf(key, [program, partner, customer]);
}

function pseudonymOf(key: Buffer, of: readonly string[]): string {
  const digest = createHmac('sha256', key).update(JSON.stringify(of)).digest();
  let number = BigInt(`0x${digest.toString('hex')}`);
  let text = '';
  for (let place = 0; place < LENGTH; place += 1) {
    text += LETTERS[Number(number % BigInt(LETTERS.length))];
    number /= BigInt(LETTERS.length);
  }
  return `customer-${text}`;
}
