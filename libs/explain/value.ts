import { formatInstant, type Instant } from '@ledger/kernel/instant';
import type { AmountMinor } from '@ledger/kernel/money';
import type { Word } from './catalogue/words';

/** An amount in minor units as a quotient. */
export interface Exact {
  readonly numerator: bigint;
  /** Above nothing. */
  readonly denominator: bigint;
}

/** What an account says in a place of a sentence; how it is written is a matter of the language. */
export type Value =
  | string
  | { readonly minor: AmountMinor; readonly currency: string }
  /** An amount that was rounded, with what it was before. */
  | { readonly minor: AmountMinor; readonly currency: string; readonly exact: Exact }
  | { readonly rate: string }
  | { readonly at: Instant }
  /** `YYYY-MM-DD`. */
  | { readonly date: string }
  | { readonly count: number }
  | { readonly word: Word }
  | { readonly list: readonly Value[] }
  /** Amounts that are added up. */
  | { readonly sum: readonly { readonly minor: AmountMinor; readonly currency: string }[] };

export type JsonOfValue =
  | string
  | number
  | { readonly amountMinor: string; readonly currency: string; readonly exact?: string }
  | readonly JsonOfValue[];

/** A value for machines: amounts as in every answer, rates as decimals, times in UTC. */
export function jsonOfValue(value: Value): JsonOfValue {
  if (typeof value === 'string') return value;
  if ('minor' in value) {
    const amount = { amountMinor: value.minor.toString(), currency: value.currency };
    return 'exact' in value ? { ...amount, exact: `${value.exact.numerator}/${value.exact.denominator}` } : amount;
  }
  if ('rate' in value) return value.rate;
  if ('at' in value) return formatInstant(value.at);
  if ('date' in value) return value.date;
  if ('count' in value) return value.count;
  if ('word' in value) return value.word;
  return ('sum' in value ? value.sum : value.list).map(jsonOfValue);
}
