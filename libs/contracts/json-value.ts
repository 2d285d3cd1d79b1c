/** A value that JSON can hold. Amounts are encoded as strings by the caller: a bigint is no JSON. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonFields;

/** An object that JSON can hold, as it is written here; what came from outside is a `JsonObject`. */
export interface JsonFields {
  readonly [name: string]: JsonValue;
}
