import { canonicalJson } from '@ledger/event-store/canonical-json';
import type { JsonValue } from '@ledger/contracts/json-value';
import { instant, type Instant } from '@ledger/kernel/instant';
import { amountMinor, type AmountMinor } from '@ledger/kernel/money';

/**
 * The types of columns: `text` is ordered by code points; times are `bigint` milliseconds since 1970, so that no year and
 * no millisecond is lost; sums are `numeric`, so that they cannot overflow; `?`: may be null.
 */
export type ColumnType =
  | 'text'
  | 'text?'
  | 'bigint'
  | 'bigint?'
  | 'integer'
  | 'integer?'
  | 'boolean'
  | 'numeric'
  | 'numeric?'
  | 'json'
  | 'json?'
  | 'text[]';

/** What a column of a row may hold before it is written. */
export type ColumnValue = string | number | bigint | boolean | readonly string[] | null;

/** Where and how a field of a row is kept. */
export interface Column<T> {
  readonly name: string;
  readonly type: ColumnType;
  /** What is written of the field's value. */
  write(this: void, value: T): ColumnValue;
  /** The field's value of what the driver gives, in which `bigint` and `numeric` are strings, so that no digit is lost. */
  read(this: void, stored: unknown): T;
}

/** A column of any field. */
export interface AnyColumn {
  readonly name: string;
  readonly type: ColumnType;
  write(this: void, value: unknown): ColumnValue;
  read(this: void, stored: unknown): unknown;
}

export function text<T extends string>(name: string): Column<T> {
  return { name, type: 'text', write: (value) => value, read: (stored) => stored as T };
}

/** A text of a key, where no text is the empty one: ids are never empty. */
export function textOrNone(name: string): Column<string | null> {
  return {
    name,
    type: 'text',
    write: (value) => value ?? '',
    read: (stored) => (stored === '' ? null : String(stored)),
  };
}

export function texts<T extends string>(name: string): Column<readonly T[]> {
  return { name, type: 'text[]', write: (value) => value, read: (stored) => stored as readonly T[] };
}

export function flag(name: string): Column<boolean> {
  return { name, type: 'boolean', write: (value) => value, read: (stored) => stored as boolean };
}

export function time(name: string): Column<Instant> {
  return { name, type: 'bigint', write: (value) => value, read: (stored) => instant(Number(stored)) };
}

/** A number of 32 bits, such as a month counted from year 0. */
export function integer<T extends number>(name: string): Column<T> {
  return { name, type: 'integer', write: (value) => value, read: (stored) => stored as T };
}

/** A number of things, or one of a sequence that may be long. */
export function count(name: string): Column<number> {
  return { name, type: 'bigint', write: (value) => value, read: Number };
}

/** An amount of one line, in minor units. */
export function amount(name: string): Column<AmountMinor> {
  return { name, type: 'bigint', write: (value) => value, read: toAmount };
}

/** A sum of amounts, in minor units. */
export function sum(name: string): Column<AmountMinor> {
  return { name, type: 'numeric', write: (value) => value, read: toAmount };
}

/** Equal values have equal texts, in whatever order their keys are: rows can be compared by their text. */
export function json<T>(name: string): Column<T> {
  return {
    name,
    type: 'json',
    write: (value) => canonicalJson(value as unknown as JsonValue),
    read: (stored) => stored as T,
  };
}

/** The same column, where there may be no value. */
export function orNull<T>({ name, type, write, read }: Column<T>): Column<T | null> {
  return {
    name,
    type: `${type}?` as ColumnType,
    write: (value) => (value === null ? null : write(value)),
    read: (stored) => (stored === null ? null : read(stored)),
  };
}

function toAmount(digits: unknown): AmountMinor {
  return amountMinor(BigInt(digits as string));
}
