/** A JSON value, in which bigints are exact integers, with two spaces of indent, as Python's `json.dumps(value, indent=2, ensure_ascii=False)` lays it out. */
export function jsonText(value: unknown, depth: number): string {
  if (typeof value === 'bigint') return value.toString();
  if (Array.isArray(value))
    return block(
      '[',
      value.map((item) => jsonText(item, depth + 1)),
      ']',
      depth,
    );
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).map(
      ([key, member]) => `${JSON.stringify(key)}: ${jsonText(member, depth + 1)}`,
    );
    return block('{', members, '}', depth);
  }
  return JSON.stringify(value);
}

/** A line break and the indent of a depth. */
export function newLine(depth: number): string {
  return `\n${'  '.repeat(depth)}`;
}

function block(open: string, items: readonly string[], close: string, depth: number): string {
  if (items.length === 0) return open + close;
  const indent = newLine(depth + 1);
  return open + indent + items.join(`,${indent}`) + newLine(depth) + close;
}
