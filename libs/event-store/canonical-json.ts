import type { JsonValue } from './json-value';

/**
 * The one text of a JSON value (RFC 8785): keys sorted by UTF-16 code units, no white space, numbers as JavaScript
 * prints them. Equal values have equal bytes, and reading the text and writing it again changes nothing.
 *
 * A property that is `undefined` is left out, as `JSON.stringify` does. Throws a TypeError that names the path of what
 * is no JSON (a bigint, a function, NaN, a Date), so that nothing is lost or changed without a word.
 */
export function canonicalJson(value: JsonValue): string {
  return write(value, []);
}

/** `path` grows and shrinks on the way, so that it costs nothing until an error needs it. */
type Path = (string | number)[];

function write(value: unknown, path: Path): string {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'number':
      if (Number.isFinite(value)) return JSON.stringify(value);
      throw notJson(String(value), path);
    case 'bigint':
      throw notJson('a bigint (encode it as a string)', path);
    case 'object':
      if (value === null) return 'null';
      return Array.isArray(value) ? writeArray(value, path) : writeObject(value, path);
    default:
      throw notJson(typeof value, path);
  }
}

function writeArray(values: readonly unknown[], path: Path): string {
  let text = '[';
  for (let index = 0; index < values.length; index++) {
    path.push(index);
    text += (index > 0 ? ',' : '') + write(values[index], path);
    path.pop();
  }
  return `${text}]`;
}

function writeObject(value: object, path: Path): string {
  if (!isPlain(value)) throw notJson(`a ${value.constructor.name}`, path);
  let text = '';
  for (const key of Object.keys(value).sort()) {
    const property = (value as Record<string, unknown>)[key];
    if (property === undefined) continue;
    path.push(key);
    text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${write(property, path)}`;
    path.pop();
  }
  return `{${text}}`;
}

/** Whether it is a plain object, of this or another realm: nothing between it and the end of its prototypes but one. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function notJson(what: string, path: Path): TypeError {
  return new TypeError(`$${path.map((step) => `[${JSON.stringify(step)}]`).join('')} is ${what}, which is not JSON`);
}
