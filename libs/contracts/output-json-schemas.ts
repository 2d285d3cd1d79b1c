import { z } from 'zod';
import { REFERRING_TYPES } from './data-ref';
import { id, KIND_KEY, time } from './field-schemas';
import { JSON_SCHEMA_OPTIONS, type JsonSchema } from './json-schemas';
import { OUTPUT_SCHEMAS, OUTPUT_TYPES, type OutputType } from './public-outputs';

/** The version of every output: the contract is at its first. */
const VERSION = 1;

/** What every output carries. */
const OUTPUT_ENVELOPE = z.object({
  specversion: z.literal('1.0').meta({ description: 'Version of CloudEvents' }),
  id: z.uuid().meta({ description: 'The same at each delivery: what came before can be dropped', [KIND_KEY]: 'id' }),
  source: id('`partner-ledger/` and the service'),
  type: id('What was decided'),
  time: time('What the program’s clock showed; missing: nothing was accepted yet').optional(),
  program: z.string().meta({ description: 'The program’s name; empty: the event could not be assigned' }),
});

const DATAREF = z
  .string()
  .min(1)
  .meta({ description: 'In place of `data` that are too large for a record: the path of the API that answers them' });

/** The JSON Schema (2020-12) of a whole output, envelope included. Throws RangeError for a type that there is not. */
export function outputJsonSchemaOf(type: OutputType): JsonSchema {
  const service = OUTPUT_TYPES.find((each) => each.type === type)?.service;
  if (service === undefined) throw new RangeError(`no service tells ${type}`);
  const schemas: Readonly<Record<string, z.ZodObject>> = OUTPUT_SCHEMAS[service];
  const source = z.literal(`partner-ledger/${service}`);
  const data = schemas[type] ?? z.never();
  const refers = REFERRING_TYPES.has(type);
  const parts = refers ? { data: data.optional(), dataref: DATAREF.optional() } : { data };
  const event = OUTPUT_ENVELOPE.extend({ type: z.literal(type), source, ...parts });
  const { $schema, ...schema } = z.toJSONSchema(event, JSON_SCHEMA_OPTIONS);
  const either = refers ? { oneOf: [{ required: ['data'] }, { required: ['dataref'] }] } : {};
  return { $schema, $id: `urn:partner-ledger:output:${type}:v${VERSION}`, title: type, ...schema, ...either };
}
