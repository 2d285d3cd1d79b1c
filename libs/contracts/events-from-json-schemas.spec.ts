import fc from 'fast-check';
import { EVENT_TYPES } from './event-types';
import { jsonSchemaOf, type JsonSchema } from './json-schemas';
import { readArrival } from './read-envelope';
import { readEvent } from './read-event';

/** Events as a tool makes them that knows nothing but a published schema: what it does not say may be anything. */
function valuesOf(schema: JsonSchema): fc.Arbitrary<unknown> {
  const { anyOf, oneOf } = schema;
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...(schema.enum as unknown[]));
  if (schema.type === 'object') {
    const alternatives = anyOf ?? oneOf ?? [{}];
    return fc.oneof(...alternatives.map((each) => objectsOf(schema, each, oneOf !== undefined ? alternatives : [])));
  }
  if (anyOf !== undefined) return fc.oneof(...anyOf.map(valuesOf));
  switch (schema.type) {
    case 'string':
      return textsOf(schema);
    case 'integer':
      return fc.maxSafeInteger().filter((value) => value >= (schema.minimum ?? -Infinity));
    case 'array':
      return fc.array(valuesOf(schema.items as JsonSchema), { minLength: schema.minItems ?? 0, maxLength: 3 });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    default:
      throw new Error(`not foreseen: ${JSON.stringify(schema)}`);
  }
}

function textsOf({ pattern, minLength = 0, maxLength = 200 }: JsonSchema): fc.Arbitrary<string> {
  const texts = pattern === undefined ? fc.string() : fc.stringMatching(new RegExp(pattern, 'u'));
  return texts.filter((text) => [...text].length >= minLength && [...text].length <= maxLength);
}

function objectsOf(schema: JsonSchema, chosen: JsonSchema, exclusive: readonly JsonSchema[]): fc.Arbitrary<unknown> {
  const others = exclusive.flatMap((each) => (each === chosen ? [] : (each.required ?? [])));
  const condition = schema.if !== undefined ? ((schema.then as JsonSchema).required ?? []) : [];
  const required = [...(schema.required ?? []), ...(chosen.required ?? []), ...condition];
  const fields = Object.entries(schema.properties ?? {}).filter(([name]) => !others.includes(name));
  return fc.record(
    Object.fromEntries(
      fields.map(([name, field]) => {
        const more = chosen.properties?.[name] as JsonSchema | undefined;
        const narrower = more?.pattern === undefined ? null : new RegExp(more.pattern, 'u');
        const values = valuesOf(field as JsonSchema);
        return [name, narrower === null ? values : values.filter((value) => narrower.test(value as string))];
      }),
    ),
    { requiredKeys: required.filter((name) => fields.some(([field]) => field === name)) },
  );
}

/** What JSON Schema has no words for. */
const BEYOND_SCHEMAS = /: twice$|is not after|period(?:Start|End): missing$|^data\.amount: 0$/;

it.each(EVENT_TYPES)('takes every %s that is made from its published schema', (type) => {
  const schema = jsonSchemaOf(type);
  fc.assert(
    fc.property(valuesOf(schema), (event) => {
      const envelope = readArrival(JSON.parse(JSON.stringify(event)));
      const read = envelope.ok ? readEvent(envelope) : envelope;
      if (read.ok || BEYOND_SCHEMAS.test(read.detail)) return;
      throw new Error(`${read.detail} in ${JSON.stringify(event)}`);
    }),
    { numRuns: 50 },
  );
});
