import { canonicalJson } from '@ledger/event-store/canonical-json';
import type { JsonValue } from '@ledger/contracts/json-value';

const SHOWN_CHARACTERS = 80;

/** Where two JSON values first differ, in words: `amountMinor is "1200" and not "1000"`; null: they are equal. */
export function firstDifference(recorded: JsonValue, expected: JsonValue): string | null {
  return differenceAt('', recorded, expected);
}

function differenceAt(path: string, recorded: JsonValue | undefined, expected: JsonValue | undefined): string | null {
  if (text(recorded) === text(expected)) return null;
  if (!isStructured(recorded) || !isStructured(expected) || Array.isArray(recorded) !== Array.isArray(expected)) {
    return `${path === '' ? 'it' : path} is ${shown(recorded)} and not ${shown(expected)}`;
  }
  const names = [...new Set([...Object.keys(recorded), ...Object.keys(expected)])].sort();
  for (const name of names) {
    const inner = Array.isArray(recorded) ? `${path}[${name}]` : path === '' ? name : `${path}.${name}`;
    const found = differenceAt(inner, fieldOf(recorded, name), fieldOf(expected, name));
    if (found !== null) return found;
  }
  return null;
}

type Structured = Exclude<JsonValue, string | number | boolean | null>;

function isStructured(value: JsonValue | undefined): value is Structured {
  return typeof value === 'object' && value !== null;
}

function fieldOf(value: Structured, name: string): JsonValue | undefined {
  return (value as Readonly<Record<string, JsonValue>>)[name];
}

function text(value: JsonValue | undefined): string | undefined {
  return value === undefined ? undefined : canonicalJson(value);
}

function shown(value: JsonValue | undefined): string {
  const whole = text(value) ?? 'missing';
  return whole.length <= SHOWN_CHARACTERS ? whole : `${whole.slice(0, SHOWN_CHARACTERS)}…`;
}
