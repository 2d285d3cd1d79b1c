import type { z } from 'zod';
import { showText } from './show-text';

/** What is wrong with an event, for its sender: where, and the offending value. */
export interface Problem {
  /** `data.lines[0].amount` */
  readonly path: string;
  /** The path and what was found there: `data.lines[0].amount: -1`. */
  readonly detail: string;
}

/**
 * Puts the first issue that a schema found with `value` into words; `at` is the value's own place in the event
 * ('' for the event itself). What was found is quoted, unless `isPersonal` says that the place holds personal data,
 * which no rejection may repeat.
 */
export function describeFirstIssue(
  error: z.ZodError,
  value: unknown,
  at: string,
  isPersonal: (path: readonly PropertyKey[]) => boolean,
): Problem {
  const [issue] = error.issues;
  if (issue === undefined) throw new Error('a schema refused a value without saying why');
  const path = writePath(at, issue.path);
  const explanation: unknown = issue.code === 'custom' ? issue.params?.['explanation'] : undefined;
  if (typeof explanation === 'string') return { path, detail: `${path}: ${explanation}` };
  const found = valueAt(value, issue.path);
  const isThere = found !== undefined && found !== '';
  const isStructure = issue.code === 'invalid_type' && (issue.expected === 'object' || issue.expected === 'array');
  const shown =
    isThere && isPersonal(issue.path) ? 'not a text that can be kept' : isStructure ? showKind(found) : show(found);
  return { path, detail: `${path}: ${shown}` };
}

function writePath(at: string, path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`;
    return text === '' ? String(key) : `${text}.${String(key)}`;
  }, at);
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((at, key) => (at as Readonly<Record<PropertyKey, unknown>>)[key], value);
}

/** Of what stands where fields are expected: which might be anything that somebody typed. */
function showKind(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? `a ${typeof value === 'string' ? 'text' : typeof value}`
    : show(value);
}

function show(value: unknown): string {
  if (value === undefined) return 'missing';
  if (typeof value === 'string') return `'${showText(value)}'`;
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return String(value);
  if (!Array.isArray(value)) return 'an object';
  return value.length === 0 ? '[]' : 'a list';
}
