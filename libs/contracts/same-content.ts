import { compareCodePoints } from '@ledger/kernel/code-point-order';

/**
 * A JSON value as text in one form only: no white space, keys in code-point order, numbers as JSON writes them.
 * Two values are the same JSON value exactly if their canonical texts are equal. Throws TypeError for what is no
 * JSON value (undefined, a bigint, NaN).
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object' && value !== null) return canonicalObject(value as Readonly<Record<string, unknown>>);
  if (typeof value === 'number' && !Number.isFinite(value)) throw new TypeError(`no JSON number: ${value}`);
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || value === null) {
    return JSON.stringify(value);
  }
  throw new TypeError(`no JSON value: ${typeof value}`);
}

function canonicalObject(object: Readonly<Record<string, unknown>>): string {
  const keys = Object.keys(object)
    .filter((key) => object[key] !== undefined)
    .sort(compareCodePoints);
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonicalJson(object[key])}`).join(',')}}`;
}

/**
 * The content by which a repeated (`source`, `id`) is recognised as the same event or refused as `id_reused`
 * (contract.md, section 1): the whole event but for the extension `clock`, which tells when it was recorded.
 */
export function contentOf(event: Readonly<Record<string, unknown>>): string {
  const { clock: _clock, ...content } = event;
  return canonicalJson(content);
}
