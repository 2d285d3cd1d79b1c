import { compareCodePoints } from '@ledger/kernel/code-point-order';

/** A tuple, where Python writes round brackets. */
export interface Tuple {
  readonly tuple: readonly PythonValue[];
}
export interface Dict {
  readonly dict: Readonly<Record<string, PythonValue>>;
}
export type PythonValue = null | string | bigint | Tuple | Dict | readonly PythonValue[];

export const tuple = (...items: readonly PythonValue[]): Tuple => ({ tuple: items });
export const dict = (entries: Readonly<Record<string, PythonValue>>): Dict => ({ dict: entries });

/** A value as Python's `repr` writes it, so that differences read as those of compare.py. */
export function reprOf(value: PythonValue): string {
  if (value === null) return 'None';
  if (typeof value === 'string') return reprOfString(value);
  if (typeof value === 'bigint') return value.toString();
  if ('tuple' in value) {
    const items = value.tuple.map(reprOf);
    return items.length === 1 ? `(${items[0]},)` : `(${items.join(', ')})`;
  }
  if ('dict' in value) {
    return `{${Object.entries(value.dict)
      .map(([key, item]) => `${reprOfString(key)}: ${reprOf(item)}`)
      .join(', ')}}`;
  }
  return `[${value.map(reprOf).join(', ')}]`;
}

/** A value as Python's `str` writes it: a string is itself, anything else as `reprOf`. */
export function textOf(value: PythonValue): string {
  return typeof value === 'string' ? value : reprOf(value);
}

/** The order of Python's `sorted` for lists and tuples of strings and integers. */
export function comparePython(a: PythonValue, b: PythonValue): number {
  if (typeof a === 'bigint' && typeof b === 'bigint') return a < b ? -1 : a > b ? 1 : 0;
  if (typeof a === 'string' && typeof b === 'string') return compareCodePoints(a, b);
  const [left, right] = [itemsOf(a), itemsOf(b)];
  for (const [index, item] of left.entries()) {
    const other = right[index];
    if (other === undefined) return 1;
    const order = comparePython(item, other);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

function itemsOf(value: PythonValue): readonly PythonValue[] {
  if (Array.isArray(value)) return value as readonly PythonValue[];
  if (value !== null && typeof value === 'object' && 'tuple' in value) return value.tuple;
  throw new TypeError(`has no order: ${reprOf(value)}`);
}

function reprOfString(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text
    .replaceAll('\\', '\\\\')
    .replaceAll(quote, `\\${quote}`)
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t');
  return quote + escaped + quote;
}
