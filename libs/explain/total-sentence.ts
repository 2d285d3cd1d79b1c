import { add, ZERO, type AmountMinor } from '@ledger/kernel/money';
import { sentence, type Sentence } from './catalogue/catalogue';

/** What posted amounts of a currency add up to: what stands. */
export function totalSentence(amounts: readonly AmountMinor[], currency: string): Sentence {
  const sum = { sum: amounts.map((minor) => ({ minor, currency })) };
  return sentence('total.sum', { sum, stands: { minor: amounts.reduce(add, ZERO), currency } }, 'R-ENG-01');
}
