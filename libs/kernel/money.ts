/** An amount in the minor unit of its currency (cents, yen, fils): exact, signed. */
export type AmountMinor = bigint & { readonly __brand: 'AmountMinor' };

/** An ISO 4217 code, three capital letters. */
export type Currency = string & { readonly __brand: 'Currency' };

export const ZERO = 0n as AmountMinor;

/** Marks an integer of minor units as an amount; a number must be a safe integer (else RangeError). */
export function amountMinor(value: bigint | number): AmountMinor {
  if (typeof value === 'bigint') return value as AmountMinor;
  if (!Number.isSafeInteger(value)) throw new RangeError(`not an exact amount in minor units: ${value}`);
  return BigInt(value) as AmountMinor;
}

export function add(a: AmountMinor, b: AmountMinor): AmountMinor {
  return (a + b) as AmountMinor;
}

export function subtract(a: AmountMinor, b: AmountMinor): AmountMinor {
  return (a - b) as AmountMinor;
}

export function negate(a: AmountMinor): AmountMinor {
  return -a as AmountMinor;
}

/** `numerator ÷ denominator` (denominator > 0), rounded half away from zero (programs.md, section 0, Money). */
export function divideRounded(numerator: bigint, denominator: bigint): AmountMinor {
  const magnitude = numerator < 0n ? -numerator : numerator;
  const rounded = (2n * magnitude + denominator) / (2n * denominator);
  return (numerator < 0n ? -rounded : rounded) as AmountMinor;
}

/** `round(amount × part ÷ whole)`, whole > 0. */
export function proportion(amount: AmountMinor, part: bigint, whole: bigint): AmountMinor {
  return divideRounded(amount * part, whole);
}
