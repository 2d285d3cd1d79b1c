import { isSentence, isSentences, write, type Sentence } from './catalogue/catalogue';
import type { Language } from './language';
import { jsonOfValue, type JsonOfValue } from './value';

/** An account of how something came about, from what is recorded alone. */
export interface Account {
  readonly of: 'line' | 'invoice' | 'payout' | 'customer';
  readonly program: string;
  readonly title: Sentence;
  readonly sections: readonly Section[];
}

export interface Section {
  readonly title: Sentence | null;
  readonly sentences: readonly Sentence[];
}

/** For people: one sentence a line, with the number of its rule. */
export function accountText({ program, title, sections }: Account, language: Language): string {
  const lines = [`${program}: ${write(title, language)}`];
  for (const section of sections) {
    if (section.title !== null) lines.push('', write(section.title, language));
    for (const said of section.sentences) lines.push(`  ${write(said, language)}${ruleOf(said)}`);
  }
  return `${lines.join('\n')}\n`;
}

function ruleOf({ rule }: Sentence): string {
  return rule === undefined ? '' : ` [${rule}]`;
}

/** A sentence for machines: `say` names it in the catalogue, whatever the language. */
export interface JsonSentence {
  readonly say: string;
  readonly values: Readonly<Record<string, JsonOfValue | JsonSentence | readonly JsonSentence[]>>;
  readonly rule: string | null;
  readonly text: string;
}

export interface JsonAccount {
  readonly of: Account['of'];
  readonly program: string;
  readonly language: Language;
  readonly title: JsonSentence;
  readonly sections: readonly { readonly title: JsonSentence | null; readonly sentences: readonly JsonSentence[] }[];
}

/** For machines: every figure as a value of its own, beside the sentence in the language. */
export function accountJson({ of, program, title, sections }: Account, language: Language): JsonAccount {
  return {
    of,
    program,
    language,
    title: jsonOfSentence(title, language),
    sections: sections.map((section) => ({
      title: section.title === null ? null : jsonOfSentence(section.title, language),
      sentences: section.sentences.map((said) => jsonOfSentence(said, language)),
    })),
  };
}

function jsonOfSentence(said: Sentence, language: Language): JsonSentence {
  const values: Record<string, JsonSentence['values'][string]> = {};
  for (const [place, value] of Object.entries(said.values)) {
    if (isSentences(value)) values[place] = value.map((phrase) => jsonOfSentence(phrase, language));
    else values[place] = isSentence(value) ? jsonOfSentence(value, language) : jsonOfValue(value);
  }
  const { say, rule = null } = said;
  return { say, values, rule, text: write(said, language) };
}
