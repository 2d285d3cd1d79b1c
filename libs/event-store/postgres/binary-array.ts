/** How one element of an array is written in Postgres' binary format. */
export interface ElementType<T> {
  /** The type's number in `pg_type`. */
  readonly oid: number;
  /** A value takes at most so many bytes. */
  mostBytes(value: T): number;
  /** Writes a value; answers how many bytes it took. */
  write(value: T, into: Buffer, at: number): number;
}

const UUID_BYTES = 16;

const TEXT: ElementType<string> = {
  oid: 25,
  mostBytes: (value) => 3 * value.length,
  write: writeText,
};

/** The types of elements that this ledger sends. */
export const ELEMENTS = {
  text: TEXT,
  json: { ...TEXT, oid: 114 },
  uuid: { oid: 2950, mostBytes: () => UUID_BYTES, write: writeUuid } satisfies ElementType<string>,
  boolean: {
    oid: 16,
    mostBytes: () => 1,
    write: (value, into, at) => into.writeUInt8(value ? 1 : 0, at) - at,
  } satisfies ElementType<boolean>,
  integer: { oid: 23, mostBytes: () => 4, write: writeInteger } satisfies ElementType<number>,
  bigint: { oid: 20, mostBytes: () => 8, write: writeBigint } satisfies ElementType<bigint | number>,
  numeric: { oid: 1700, mostBytes: mostBytesOfNumeric, write: writeNumeric } satisfies ElementType<bigint>,
} as const;

const HEAD_BYTES = 20;
const LENGTH_BYTES = 4;

/** Where lists are put together: their sizes are known at the end only. */
let draft = Buffer.allocUnsafe(65_536);

/**
 * A list as a parameter of a statement, in Postgres' binary format: nothing is escaped here and nothing parsed there.
 * (Number of dimensions, whether there are nulls, type of the elements, length, lower bound; then each element after its
 * length, which is -1 for null: `array_recv` in Postgres' arrayfuncs.c.)
 */
export function binaryArray<T>(element: ElementType<T>, values: readonly (T | null)[]): Buffer {
  let hasNulls = false;
  let at = HEAD_BYTES;
  // By index: an iterator would cost an object for each element here, where lists of all kinds come by.
  for (let index = 0; index < values.length; index++) {
    const value = values[index] as T | null;
    reserve(at, LENGTH_BYTES + (value === null ? 0 : element.mostBytes(value)));
    const length = value === null ? -1 : element.write(value, draft, at + LENGTH_BYTES);
    draft.writeInt32BE(length, at);
    at += LENGTH_BYTES + Math.max(length, 0);
    hasNulls ||= value === null;
  }
  draft.writeInt32BE(1, 0);
  draft.writeInt32BE(hasNulls ? 1 : 0, 4);
  draft.writeInt32BE(element.oid, 8);
  draft.writeInt32BE(values.length, 12);
  draft.writeInt32BE(1, 16);
  return Buffer.from(draft.subarray(0, at));
}

/** Makes room in the draft for so many bytes after the first `used`. */
function reserve(used: number, bytes: number): void {
  if (used + bytes <= draft.length) return;
  const grown = Buffer.allocUnsafe(2 * (used + bytes));
  draft.copy(grown, 0, 0, used);
  draft = grown;
}

/** Up to here it is faster to write ASCII here than to call the engine's writer. */
const SHORT_TEXT = 24;

function writeText(value: string, into: Buffer, at: number): number {
  const { length } = value;
  if (length > SHORT_TEXT) return into.write(value, at);
  for (let index = 0; index < length; index++) {
    const unit = value.charCodeAt(index);
    if (unit > 127) return into.write(value, at);
    into[at + index] = unit;
  }
  return length;
}

const HYPHEN = 45;

/** A uuid, in small or capital letters. */
function writeUuid(value: string, into: Buffer, at: number): number {
  let index = 0;
  for (let byte = 0; byte < UUID_BYTES; byte++) {
    if (value.charCodeAt(index) === HYPHEN) index += 1;
    into[at + byte] = 16 * hexDigitAt(value, index) + hexDigitAt(value, index + 1);
    index += 2;
  }
  return UUID_BYTES;
}

function hexDigitAt(text: string, index: number): number {
  const unit = text.charCodeAt(index);
  // Bit 32 makes a capital letter small.
  return unit < 58 ? unit - 48 : (unit | 32) - 87;
}

function writeInteger(value: number, into: Buffer, at: number): number {
  if (!Number.isInteger(value)) throw new RangeError(`not an exact integer: ${value}`);
  return into.writeInt32BE(value, at) - at;
}

function writeBigint(value: bigint | number, into: Buffer, at: number): number {
  if (typeof value === 'bigint') return into.writeBigInt64BE(value, at) - at;
  if (!Number.isSafeInteger(value)) throw new RangeError(`not an exact integer: ${value}`);
  // Two's complement: the high half is rounded down, the low one counts up from it.
  const high = Math.floor(value / 2 ** 32);
  into.writeInt32BE(high, at);
  return into.writeUInt32BE(value - high * 2 ** 32, at + 4) - at;
}

/** Number of digits, weight of the first, sign, decimals. */
const NUMERIC_HEAD_BYTES = 8;
const NUMERIC_BASE = 10_000n;
const NEGATIVE = 0x4000;
const MAX_SAFE = BigInt(Number.MAX_SAFE_INTEGER);
/** Of a number up to the greatest safe integer. */
const MOST_SAFE_DIGITS = 4;

function isSafe(value: bigint): boolean {
  return value <= MAX_SAFE && value >= -MAX_SAFE;
}

function mostBytesOfNumeric(value: bigint): number {
  const digits = isSafe(value) ? MOST_SAFE_DIGITS : numericDigits(value).length;
  return NUMERIC_HEAD_BYTES + 2 * digits;
}

function writeNumeric(value: bigint, into: Buffer, at: number): number {
  const digits = numericDigits(value);
  into.writeInt16BE(digits.length, at);
  into.writeInt16BE(Math.max(0, digits.length - 1), at + 2);
  into.writeUInt16BE(value < 0n ? NEGATIVE : 0, at + 4);
  into.writeInt16BE(0, at + 6);
  let end = at + NUMERIC_HEAD_BYTES;
  for (let index = digits.length - 1; index >= 0; index--) end = into.writeInt16BE(digits[index] as number, end);
  return end - at;
}

/** The digits of a whole number to the base that Postgres counts in, the lowest first; none of zero. */
function numericDigits(value: bigint): number[] {
  const digits: number[] = [];
  let rest = value < 0n ? -value : value;
  for (; rest > MAX_SAFE; rest /= NUMERIC_BASE) digits.push(Number(rest % NUMERIC_BASE));
  for (let small = Number(rest); small > 0; small = Math.floor(small / 10_000)) digits.push(small % 10_000);
  return digits;
}
