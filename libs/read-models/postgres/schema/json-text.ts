import { canonicalJson } from '@ledger/event-store/canonical-json';
import type { JsonValue } from '@ledger/event-store/json-value';

/** The text of a JSON value, for a column of type `json`. */
export type JsonText = string & { readonly __brand: 'JsonText' };

/**
 * Equal lists have equal texts, in whatever order the keys of their items are: rows can be compared by their text.
 * TypeError: an item holds what is no JSON.
 */
export function jsonColumn(items: readonly object[]): JsonText {
  return canonicalJson(items as unknown as JsonValue) as JsonText;
}
