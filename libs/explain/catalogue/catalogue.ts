import type { Language } from '../language';
import type { Value } from '../value';
import { writeValue } from '../write-value';
import { CONDITION_PHRASES } from './condition-phrases';
import { LINE_SENTENCES } from './line-sentences';
import { OTHER_SENTENCES } from './other-sentences';
import { TERMS_SENTENCES } from './terms-sentences';

/** Every sentence of an account, in every language; `{name}` stands for a value. */
export const CATALOGUE = {
  ...LINE_SENTENCES,
  ...OTHER_SENTENCES,
  ...CONDITION_PHRASES,
  ...TERMS_SENTENCES,
} as const;

export type SentenceKey = keyof typeof CATALOGUE;

/** A sentence of an account: its name in the catalogue, what stands in its places, and the rule that it follows from. */
export interface Sentence {
  readonly say: SentenceKey;
  readonly values: Readonly<Record<string, Value | Sentence | readonly Sentence[]>>;
  /** A number of docs/rules.md. */
  readonly rule?: string;
}

export function sentence(say: SentenceKey, values: Sentence['values'] = {}, rule?: string): Sentence {
  return rule === undefined ? { say, values } : { say, values, rule };
}

const PLACE = /\{(\w+)\}/g;

/** The sentence in a language. RangeError where a place of it has no value. */
export function write({ say, values }: Sentence, language: Language): string {
  return CATALOGUE[say][language].replace(PLACE, (_, place: string) => {
    const value = values[place];
    if (value === undefined) throw new RangeError(`${say} has no ${place}`);
    if (isSentences(value)) return value.map((phrase) => ` ${write(phrase, language)}`).join('');
    return isSentence(value) ? write(value, language) : writeValue(value, language);
  });
}

export function isSentence(value: Sentence['values'][string]): value is Sentence {
  return typeof value === 'object' && 'say' in value;
}

export function isSentences(value: Sentence['values'][string]): value is readonly Sentence[] {
  return Array.isArray(value);
}
