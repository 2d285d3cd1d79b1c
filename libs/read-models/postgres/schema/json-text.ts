/** The text of a JSON value, for a column of type `json`. */
export type JsonText = string & { readonly __brand: 'JsonText' };

export function jsonColumn(value: unknown): JsonText {
  return JSON.stringify(value) as JsonText;
}
