import { formatMoney } from '@ledger/documents/money-text';
import { formatInstant, type Instant } from '@ledger/kernel/instant';
import { formatRate, multiplyRates, rateOf } from '@ledger/kernel/rate';
import { WORDS } from './catalogue/words';
import type { Language } from './language';
import type { Value } from './value';

/** So many decimals of a minor unit are shown of an amount before it was rounded. */
const DECIMALS_BEFORE_ROUNDING = 4;

const ROUNDED: Readonly<Record<Language, string>> = { en: 'rounded', de: 'gerundet' };
const MINUS = '−';

/** A value as a reader of the language writes it. */
export function writeValue(value: Value, language: Language): string {
  if (typeof value === 'string') return value;
  if ('minor' in value) {
    const amount = money(value.minor, value.currency, language);
    if (!('exact' in value)) return amount;
    const { numerator, denominator } = value.exact;
    if (numerator === value.minor * denominator) return amount;
    return `${exactMoney(numerator, denominator, value.currency, language)}, ${ROUNDED[language]} ${amount}`;
  }
  if ('rate' in value) return `${decimal(formatRate(multiplyRates(rateOf(value.rate), rateOf('100'))), language)} %`;
  if ('at' in value) return time(value.at, language);
  if ('date' in value) return date(value.date, language);
  if ('count' in value) return String(value.count);
  if ('word' in value) return WORDS[value.word][language];
  if ('sum' in value) return sum(value.sum, language);
  return value.list.map((item) => writeValue(item, language)).join(', ');
}

function sum(amounts: readonly { readonly minor: bigint; readonly currency: string }[], language: Language): string {
  return amounts
    .map(({ minor, currency }, index) => {
      if (index === 0) return money(minor, currency, language);
      return minor < 0n ? `${MINUS} ${money(-minor, currency, language)}` : `+ ${money(minor, currency, language)}`;
    })
    .join(' ');
}

function money(minor: bigint, currency: string, language: Language): string {
  return `${writeAmount(minor, currency, language)} ${currency}`;
}

/** An amount without its currency, as a column of amounts in one currency has it. */
export function writeAmount(minor: bigint, currency: string, language: Language): string {
  return signed(grouped(formatMoney(minor, currency), language));
}

/** An amount before it was rounded, cut off where it does not end. */
function exactMoney(numerator: bigint, denominator: bigint, currency: string, language: Language): string {
  const magnitude = numerator < 0n ? -numerator : numerator;
  const scale = 10n ** BigInt(DECIMALS_BEFORE_ROUNDING);
  const units = (magnitude * scale) / denominator;
  const ends = units * denominator === magnitude * scale;
  const fraction = (units % scale).toString().padStart(DECIMALS_BEFORE_ROUNDING, '0').replace(/0+$/, '');
  const whole = formatMoney(units / scale, currency);
  const separator = whole.includes('.') || fraction === '' ? '' : '.';
  const text = grouped(`${whole}${separator}${fraction}`, language);
  return `${numerator < 0n ? MINUS : ''}${text}${ends ? '' : '…'} ${currency}`;
}

/** English `1,234.50` as the language writes it. */
function grouped(text: string, language: Language): string {
  if (language === 'en') return text;
  return text.replace(/[.,]/g, (mark) => (mark === '.' ? ',' : '.'));
}

function decimal(text: string, language: Language): string {
  return language === 'en' ? text : text.replace('.', ',');
}

function signed(text: string): string {
  return text.replace(/^-/, MINUS);
}

/** In UTC; seconds only where there are some. */
function time(at: Instant, language: Language): string {
  const [day = '', clock = ''] = formatInstant(at).split('T');
  const shown = clock.replace(/(?::00)?\.000Z$/, '').replace(/Z$/, '');
  return `${date(day, language)} ${decimal(shown, language)} UTC`;
}

function date(text: string, language: Language): string {
  return language === 'en' ? text : text.split('-').reverse().join('.');
}
