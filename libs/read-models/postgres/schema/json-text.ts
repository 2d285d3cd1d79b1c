import { canonicalJson } from '@ledger/event-store/canonical-json';
import type { JsonValue } from '@ledger/contracts/json-value';

/** The text of a JSON value, for a column of type `json`. */
export type JsonText = string & { readonly __brand: 'JsonText' };

/**
 * Equal values have equal texts, in whatever order their keys are: rows can be compared by their text.
 * TypeError: it holds what is no JSON.
 */
export function jsonColumn(value: object): JsonText {
  return canonicalJson(value as unknown as JsonValue) as JsonText;
}
