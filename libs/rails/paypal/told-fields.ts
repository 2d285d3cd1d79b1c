import { isJsonObject, type JsonObject } from '@ledger/contracts/json-object';

/** null: it is no JSON, or no object. */
export function readJson(text: string): JsonObject | null {
  try {
    const told: unknown = JSON.parse(text);
    return isJsonObject(told) ? told : null;
  } catch {
    return null;
  }
}

/** The object of a name, or an empty one. */
export function objectIn(told: JsonObject, name: string): JsonObject {
  const value = told[name];
  return isJsonObject(value) ? value : {};
}

/** The objects of a list of a name; none where there is no list. */
export function objectsIn(told: JsonObject, name: string): readonly JsonObject[] {
  const value = told[name];
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}

/** The text of a name; null: there is none. */
export function textIn(told: JsonObject, name: string): string | null {
  const value = told[name];
  return typeof value === 'string' && value !== '' ? value : null;
}
