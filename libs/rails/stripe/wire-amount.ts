import { amountMinor, type AmountMinor } from '@ledger/kernel/money';

/** How an amount of a currency is written on Stripe's wire, from the minor unit of ISO 4217. */
interface Wire {
  readonly times: bigint;
  readonly dividedBy: bigint;
  /** What a written amount must be a multiple of. */
  readonly multipleOf: bigint;
}

const AS_IS: Wire = { times: 1n, dividedBy: 1n, multipleOf: 1n };

/** Where the wire is not ISO's minor unit, or takes less than every amount (payouts.md, part 3). */
const OTHERWISE: Readonly<Record<string, Wire>> = {
  // Two decimals in ISO 4217, none on the wire.
  MGA: { times: 1n, dividedBy: 100n, multipleOf: 1n },
  // None in ISO 4217, two on the wire, which are zero.
  ...each('ISK UGX', { times: 100n, dividedBy: 1n, multipleOf: 100n }),
  ...each('HUF TWD', { times: 1n, dividedBy: 1n, multipleOf: 100n }),
  ...each('BHD JOD KWD OMR TND', { times: 1n, dividedBy: 1n, multipleOf: 10n }),
};

function each(currencies: string, wire: Wire): Record<string, Wire> {
  return Object.fromEntries(currencies.split(' ').map((currency) => [currency, wire]));
}

/** An amount as Stripe takes it; null: it takes no such amount. */
export function toWire(amount: AmountMinor, currency: string): number | null {
  const { times, dividedBy, multipleOf } = OTHERWISE[currency] ?? AS_IS;
  const scaled = amount * times;
  const written = scaled / dividedBy;
  const isExact = scaled % dividedBy === 0n && written % multipleOf === 0n;
  return isExact && written > 0n && written <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(written) : null;
}

/** An amount that Stripe wrote; one that is no whole number of minor units is told by RangeError. */
export function fromWire(written: number, currency: string): AmountMinor {
  const { times, dividedBy } = OTHERWISE[currency] ?? AS_IS;
  const scaled = amountMinor(written) * dividedBy;
  if (scaled % times !== 0n) throw new RangeError(`not an amount of ${currency}: ${written} on the wire`);
  return amountMinor(scaled / times);
}
