/** A value that JSON can hold. Amounts are encoded as strings by the caller: a bigint is no JSON. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;

export interface JsonObject {
  readonly [key: string]: JsonValue;
}
