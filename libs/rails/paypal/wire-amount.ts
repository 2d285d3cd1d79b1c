import { amountMinor, ZERO, type AmountMinor } from '@ledger/kernel/money';

/** An amount as PayPal writes it. */
export interface WireAmount {
  readonly value: string;
  readonly currency: string;
}

/** How a currency is written: its decimals by ISO 4217, and by PayPal. */
interface Decimals {
  readonly iso: number;
  readonly wire: number;
}

/** Every currency that PayPal pays out. */
const CURRENCIES: ReadonlyMap<string, Decimals> = new Map([
  ...each('AUD BRL CAD CHF CNY CZK DKK EUR GBP HKD ILS MXN MYR NOK NZD PHP PLN RUB SEK SGD THB USD', 2, 2),
  // Two decimals in ISO 4217, none at PayPal.
  ...each('HUF TWD', 2, 0),
  ...each('JPY', 0, 0),
]);

function each(currencies: string, iso: number, wire: number): (readonly [string, Decimals])[] {
  return currencies.split(' ').map((currency) => [currency, { iso, wire }]);
}

/** An amount as PayPal takes it, exact; null: it takes no such amount. */
export function toWire(amount: AmountMinor, currency: string): WireAmount | null {
  const decimals = CURRENCIES.get(currency);
  if (decimals === undefined || amount <= ZERO) return null;
  const unit = 10n ** BigInt(decimals.iso);
  const [whole, rest] = [amount / unit, amount % unit];
  if (decimals.wire === 0) return rest === ZERO ? { value: String(whole), currency } : null;
  return { value: `${whole}.${String(rest).padStart(decimals.iso, '0')}`, currency };
}

/** An amount that PayPal wrote (`99.50`, `99.5`, `100`); RangeError: it is none that has minor units. */
export function fromWire({ value, currency }: WireAmount): AmountMinor {
  const decimals = CURRENCIES.get(currency)?.iso;
  const [, whole, fraction = ''] = /^(\d{1,15})(?:\.(\d{1,15}))?$/.exec(value) ?? [];
  if (decimals === undefined || whole === undefined) throw new RangeError('PayPal wrote an amount that is none');
  const [kept, beyond] = [fraction.slice(0, decimals), fraction.slice(decimals)];
  if (!/^0*$/.test(beyond)) throw new RangeError(`PayPal wrote an amount in parts of the minor unit of ${currency}`);
  return amountMinor(BigInt(whole + kept.padEnd(decimals, '0')));
}
