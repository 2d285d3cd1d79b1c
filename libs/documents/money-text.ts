/** How many decimals ISO 4217 gives a currency, where it is not two. */
const DECIMALS: Readonly<Record<string, number>> = {
  ...decimals(0, 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'),
  ...decimals(3, 'BHD IQD JOD KWD LYD OMR TND'),
  ...decimals(4, 'CLF UYW'),
};

function decimals(count: number, currencies: string): Record<string, number> {
  return Object.fromEntries(currencies.split(' ').map((currency) => [currency, count]));
}

/** An amount in major units, exact: `-1234.50` for −123450 minor units of USD. */
export function inMajorUnits(amountMinor: bigint, currency: string): string {
  const count = DECIMALS[currency] ?? 2;
  const digits = (amountMinor < 0n ? -amountMinor : amountMinor).toString().padStart(count + 1, '0');
  const whole = digits.slice(0, digits.length - count);
  return `${amountMinor < 0n ? '-' : ''}${whole}${count === 0 ? '' : `.${digits.slice(-count)}`}`;
}

/** The same for a reader, in groups of three: `-1,234.50`. */
export function formatMoney(amountMinor: bigint, currency: string): string {
  const [whole = '', fraction] = inMajorUnits(amountMinor, currency).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

/** The minor units of an amount in major units, exact (the inverse of `inMajorUnits`); null: it is none of that currency. */
export function fromMajorUnits(text: string, currency: string): bigint | null {
  const count = DECIMALS[currency] ?? 2;
  const [, sign = '', whole = '', fraction = ''] = /^(-?)(\d{1,15})(?:\.(\d+))?$/.exec(text) ?? [];
  if (whole === '' || fraction.length > count) return null;
  const minor = BigInt(`${whole}${fraction.padEnd(count, '0')}`);
  return sign === '-' ? -minor : minor;
}
