import { divideRounded, type AmountMinor } from './money';

/** An exact decimal from a decimal string: `digits ÷ 10^scale`, without trailing zeros. */
export interface Rate {
  readonly digits: bigint;
  readonly scale: number;
}

const DECIMAL = /^\d+(?:\.\d+)?$/;

/** Reads a plain decimal string (`"0.20"`, no sign, no exponent) exactly; null for anything else. */
export function parseRate(text: string): Rate | null {
  if (!DECIMAL.test(text)) return null;
  const [whole, fraction = ''] = text.split('.') as [string, string?];
  return normalised(BigInt(whole + fraction), fraction.length);
}

/** Reads a rate that is known to be valid (terms and schemas have checked it); throws RangeError otherwise. */
export function rateOf(text: string): Rate {
  const rate = parseRate(text);
  if (rate === null) throw new RangeError(`not a decimal rate: ${text}`);
  return rate;
}

/** The shortest decimal of a rate: `"0.2"` (contract.md, section 2). */
export function formatRate(rate: Rate): string {
  if (rate.scale === 0) return rate.digits.toString();
  const padded = rate.digits.toString().padStart(rate.scale + 1, '0');
  return `${padded.slice(0, -rate.scale)}.${padded.slice(-rate.scale)}`;
}

/** `round(amount × rate)`, half away from zero (programs.md, section 0, Money). */
export function applyRate(amount: AmountMinor, rate: Rate): AmountMinor {
  return divideRounded(amount * rate.digits, 10n ** BigInt(rate.scale));
}

export function multiplyRates(a: Rate, b: Rate): Rate {
  return normalised(a.digits * b.digits, a.scale + b.scale);
}

/** Negative, zero or positive as `a` is below, equal to or above `b`. */
export function compareRates(a: Rate, b: Rate): number {
  const scale = Math.max(a.scale, b.scale);
  const left = a.digits * 10n ** BigInt(scale - a.scale);
  const right = b.digits * 10n ** BigInt(scale - b.scale);
  return Number(left > right) - Number(left < right);
}

export function sameRate(a: Rate, b: Rate): boolean {
  return a.digits === b.digits && a.scale === b.scale;
}

function normalised(digits: bigint, scale: number): Rate {
  let shortest = digits;
  let places = scale;
  while (places > 0 && shortest % 10n === 0n) {
    shortest /= 10n;
    places -= 1;
  }
  return { digits: shortest, scale: places };
}
