import { parseInstant, type Instant } from '@ledger/kernel/instant';

/** The fields of an accepted fact; its schema was checked when it came. */
export type FactFields = Readonly<Record<string, unknown>>;

/** TypeError: it has no such text. */
export function textIn(fields: FactFields, name: string): string {
  const value = fields[name];
  if (typeof value !== 'string') throw new TypeError(`a fact was accepted without ${name}`);
  return value;
}

export function textOrNullIn(fields: FactFields, name: string): string | null {
  const value = fields[name];
  return typeof value === 'string' ? value : null;
}

/** TypeError: it has no such time. */
export function timeIn(fields: FactFields, name: string): Instant {
  const at = parseInstant(textIn(fields, name));
  if (at === null) throw new TypeError(`a fact was accepted whose ${name} is no time`);
  return at;
}
