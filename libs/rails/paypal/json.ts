/** An object as it came: nothing in it is sure to be there. */
export type Json = Readonly<Record<string, unknown>>;

/** null: it is no JSON, or no object. */
export function readJson(text: string): Json | null {
  try {
    const told: unknown = JSON.parse(text);
    return isObject(told) ? told : null;
  } catch {
    return null;
  }
}

/** The object of a name, or an empty one. */
export function objectIn(told: Json, name: string): Json {
  const value = told[name];
  return isObject(value) ? value : {};
}

/** The objects of a list of a name; none where there is no list. */
export function objectsIn(told: Json, name: string): readonly Json[] {
  const value = told[name];
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** The text of a name; null: there is none. */
export function textIn(told: Json, name: string): string | null {
  const value = told[name];
  return typeof value === 'string' && value !== '' ? value : null;
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
