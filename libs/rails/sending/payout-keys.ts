import type { PayoutOrder, TransferGroup } from './payout-order';

/** By which a rail tells one request from another: the same key pays once, however often it is sent. */
export type IdempotencyKey = string & { readonly __brand: 'IdempotencyKey' };

/** A payout, of which installation. */
type Named = Pick<PayoutOrder, 'ledger' | 'program' | 'payout'>;

/** The longest key that a rail takes. */
const LONGEST_KEY = 255;

/**
 * The key of an attempt, `payout:{ledger}:{program}:{id}:{attempt}`: a function of what is paid alone, so that every
 * sender, every try and every restart has the same (payouts.md, part 2).
 */
export function idempotencyKey(order: PayoutOrder, attempt: number): IdempotencyKey {
  return keyOfAttempt(groupText(order) as TransferGroup, attempt);
}

/** The same, where what all attempts have in one was kept. */
export function keyOfAttempt(group: TransferGroup, attempt: number): IdempotencyKey {
  if (!Number.isSafeInteger(attempt) || attempt < 1) throw new RangeError(`not the number of an attempt: ${attempt}`);
  return checked(`${group}:${attempt}`) as IdempotencyKey;
}

/** What the rail lists the payout's transfers by. */
export function transferGroup(order: Named): TransferGroup {
  return checked(groupText(order)) as TransferGroup;
}

/** A colon inside a part is written otherwise: two payouts never have one name. */
function groupText({ ledger, program, payout }: Named): string {
  return ['payout', ...[ledger, program, payout].map((part) => encodeURIComponent(part))].join(':');
}

function checked(text: string): string {
  if (text.length > LONGEST_KEY) {
    throw new RangeError(`a key has at most ${LONGEST_KEY} characters, this one has ${text.length}: ${text}`);
  }
  return text;
}
