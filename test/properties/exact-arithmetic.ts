import type { Credit } from '@ledger/stages/attribution/attribution.decisions';

/** An exact fraction: a rate, or a share of one. */
export interface Fraction {
  readonly over: bigint;
  readonly under: bigint;
}

/** A credit's part of a base: by weights among the sourced, equally among the influenced. */
export function partOf(base: bigint, credit: Credit, credits: readonly Credit[]): bigint {
  const sharing = credits.filter(({ role }) => role === credit.role);
  const weights = sharing.map(({ weight }) => BigInt(weight ?? 1));
  const part = shares(base < 0n ? -base : base, weights)[sharing.indexOf(credit)] as bigint;
  return base < 0n ? -part : part;
}

/** Floors, then one more each by the larger fraction, ties to the earlier. */
export function shares(total: bigint, weights: readonly bigint[]): bigint[] {
  const whole = weights.reduce((sum, weight) => sum + weight, 0n);
  const floors = weights.map((weight) => {
    const exact = total * weight;
    return exact >= 0n ? exact / whole : -((-exact + whole - 1n) / whole);
  });
  const missing = Number(total - floors.reduce((sum, floor) => sum + floor, 0n));
  const fractions = weights.map((weight, index) => ({
    index,
    over: total * weight - (floors[index] as bigint) * whole,
  }));
  fractions.sort((a, b) => (a.over === b.over ? a.index - b.index : a.over > b.over ? -1 : 1));
  for (const { index } of fractions.slice(0, missing)) floors[index] = (floors[index] as bigint) + 1n;
  return floors;
}

/** Half away from zero; both may be negative. */
export function rounded(over: bigint, under: bigint): bigint {
  if (over === 0n) return 0n;
  const negative = over < 0n !== under < 0n;
  const [a, b] = [over < 0n ? -over : over, under < 0n ? -under : under];
  const nearest = a / b + ((a % b) * 2n >= b ? 1n : 0n);
  return negative ? -nearest : nearest;
}

export function smaller(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}

export function fractionOf({ digits, scale }: { readonly digits: bigint; readonly scale: number }): Fraction {
  return { over: digits, under: 10n ** BigInt(scale) };
}

export function decimal(text: string): Fraction {
  const [whole, places = ''] = text.split('.') as [string, string?];
  return { over: BigInt(whole + places), under: 10n ** BigInt(places.length) };
}

export function times(a: Fraction, b: Fraction): Fraction {
  return { over: a.over * b.over, under: a.under * b.under };
}
