/** How one element of an array is written in Postgres' binary format. */
export interface ElementType<T> {
  /** The type's number in `pg_type`. */
  readonly oid: number;
  bytes(value: T): number;
  write(value: T, into: Buffer, at: number): void;
}

const TEXT: ElementType<string> = {
  oid: 25,
  bytes: (value) => Buffer.byteLength(value),
  write: (value, into, at) => void into.write(value, at),
};

/** The types of elements that this ledger sends. */
export const ELEMENTS = {
  text: TEXT,
  json: { ...TEXT, oid: 114 },
  uuid: { oid: 2950, bytes: () => 16, write: writeUuid } satisfies ElementType<string>,
  boolean: {
    oid: 16,
    bytes: () => 1,
    write: (value, into, at) => void into.writeUInt8(value ? 1 : 0, at),
  } satisfies ElementType<boolean>,
  integer: {
    oid: 23,
    bytes: () => 4,
    write: writeInteger,
  } satisfies ElementType<number>,
  bigint: { oid: 20, bytes: () => 8, write: writeBigint } satisfies ElementType<bigint | number>,
  numeric: {
    oid: 1700,
    bytes: (value) => NUMERIC_HEAD_BYTES + 2 * numericDigits(value).length,
    write: writeNumeric,
  } satisfies ElementType<bigint>,
} as const;

const HEAD_BYTES = 20;
const LENGTH_BYTES = 4;

/**
 * A list as a parameter of a statement, in Postgres' binary format: nothing is escaped here and nothing parsed there.
 * (Number of dimensions, whether there are nulls, type of the elements, length, lower bound; then each element after its
 * length, which is -1 for null: `array_recv` in Postgres' arrayfuncs.c.)
 */
export function binaryArray<T>(element: ElementType<T>, values: readonly (T | null)[]): Buffer {
  let size = HEAD_BYTES;
  for (const value of values) size += LENGTH_BYTES + (value === null ? 0 : element.bytes(value));
  const buffer = Buffer.allocUnsafe(size);
  buffer.writeInt32BE(1, 0);
  buffer.writeInt32BE(values.includes(null) ? 1 : 0, 4);
  buffer.writeInt32BE(element.oid, 8);
  buffer.writeInt32BE(values.length, 12);
  buffer.writeInt32BE(1, 16);
  let at = HEAD_BYTES;
  for (const value of values) {
    const length = value === null ? -1 : element.bytes(value);
    buffer.writeInt32BE(length, at);
    at += LENGTH_BYTES;
    if (value === null) continue;
    element.write(value, buffer, at);
    at += length;
  }
  return buffer;
}

function writeUuid(value: string, into: Buffer, at: number): void {
  into.write(value.replaceAll('-', ''), at, 'hex');
}

function writeInteger(value: number, into: Buffer, at: number): void {
  if (!Number.isInteger(value)) throw new RangeError(`not an exact integer: ${value}`);
  into.writeInt32BE(value, at);
}

function writeBigint(value: bigint | number, into: Buffer, at: number): void {
  if (typeof value === 'bigint') {
    into.writeBigInt64BE(value, at);
    return;
  }
  if (!Number.isSafeInteger(value)) throw new RangeError(`not an exact integer: ${value}`);
  // Two's complement: the high half is rounded down, the low one counts up from it.
  const high = Math.floor(value / 2 ** 32);
  into.writeInt32BE(high, at);
  into.writeUInt32BE(value - high * 2 ** 32, at + 4);
}

/** Number of digits, weight of the first, sign, decimals. */
const NUMERIC_HEAD_BYTES = 8;
const NUMERIC_BASE = 10_000n;
const NEGATIVE = 0x4000;
const MAX_SAFE = BigInt(Number.MAX_SAFE_INTEGER);

function writeNumeric(value: bigint, into: Buffer, at: number): void {
  const digits = numericDigits(value);
  into.writeInt16BE(digits.length, at);
  into.writeInt16BE(Math.max(0, digits.length - 1), at + 2);
  into.writeUInt16BE(value < 0n ? NEGATIVE : 0, at + 4);
  into.writeInt16BE(0, at + 6);
  digits.forEach((digit, index) => into.writeInt16BE(digit, at + NUMERIC_HEAD_BYTES + 2 * index));
}

/** The digits of a whole number to the base that Postgres counts in, the highest first; none of zero. */
function numericDigits(value: bigint): number[] {
  const digits: number[] = [];
  let rest = value < 0n ? -value : value;
  for (; rest > MAX_SAFE; rest /= NUMERIC_BASE) digits.push(Number(rest % NUMERIC_BASE));
  for (let small = Number(rest); small > 0; small = Math.floor(small / 10_000)) digits.push(small % 10_000);
  return digits.reverse();
}
