/** Deeper values than this are written without recursion: the engine's own writer needs a stack for each level. */
const RECURSION_LEVELS = 500;

/**
 * The text of a parsed JSON value, compact, as `JSON.stringify` writes it; also of values that it does not write: those
 * nested many thousand deep, and those with a number beyond a double, which is written as one (`1e400`), not as null.
 */
export function jsonText(value: unknown): string {
  return isWrittenNatively(value, RECURSION_LEVELS) ? JSON.stringify(value) : textOfAny(value);
}

function isWrittenNatively(value: unknown, levels: number): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object' || value === null) return true;
  if (levels === 0) return false;
  return Array.isArray(value)
    ? value.every((item) => isWrittenNatively(item, levels - 1))
    : Object.keys(value).every((key) => isWrittenNatively((value as Record<string, unknown>)[key], levels - 1));
}

/** A list or an object that is being written, and how far. */
interface Open {
  /** Null: a list. */
  readonly keys: readonly string[] | null;
  readonly values: readonly unknown[];
  next: number;
}

function textOfAny(value: unknown): string {
  const parts: string[] = [];
  const open: Open[] = [];
  write(value, parts, open);
  for (let last = open.at(-1); last !== undefined; last = open.at(-1)) {
    const { keys, values, next } = last;
    if (next === values.length) {
      parts.push(keys === null ? ']' : '}');
      open.pop();
      continue;
    }
    last.next += 1;
    if (next > 0) parts.push(',');
    if (keys !== null) parts.push(`${JSON.stringify(keys[next])}:`);
    write(values[next], parts, open);
  }
  return parts.join('');
}

function write(value: unknown, parts: string[], open: Open[]): void {
  if (typeof value === 'number' && !Number.isFinite(value)) parts.push(value > 0 ? '1e400' : '-1e400');
  else if (typeof value !== 'object' || value === null) parts.push(JSON.stringify(value));
  else if (Array.isArray(value)) {
    parts.push('[');
    open.push({ keys: null, values: value, next: 0 });
  } else {
    parts.push('{');
    open.push({ keys: Object.keys(value), values: Object.values(value), next: 0 });
  }
}

/** How many bytes a text takes in UTF-8; in well-formed text, such as `jsonText` writes. */
export function utf8Bytes(text: string): number {
  let bytes = text.length;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit < 0x80) continue;
    // The two halves of a pair take four bytes together, every other unit beyond U+07FF three.
    const isHalf = unit >= 0xd800 && unit <= 0xdfff;
    bytes += unit < 0x800 || isHalf ? 1 : 2;
  }
  return bytes;
}
