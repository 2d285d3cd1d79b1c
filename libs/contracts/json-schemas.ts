import { z } from 'zod';
import { ENVELOPE_SCHEMA } from './envelope-schema';
import { DATA_SCHEMAS } from './event-schemas';
import type { EventType } from './event-types';
import { currentVersionOf } from './upcast';

export type JsonSchema = z.core.JSONSchema.BaseSchema;

/** How zod's schemas are written as JSON Schemas. */
export const JSON_SCHEMA_OPTIONS = { target: 'draft-2020-12', io: 'input' } as const;

/**
 * The JSON Schema (2020-12) of a whole event of a type, envelope included. What JSON Schema cannot say (ids unique
 * within a list, an end after its start, days that exist) is checked by `readEvent` alone.
 */
export function jsonSchemaOf(type: EventType): JsonSchema {
  const event = ENVELOPE_SCHEMA.extend({ type: z.literal(type), data: DATA_SCHEMAS[type] });
  const { $schema, ...schema } = z.toJSONSchema(event, JSON_SCHEMA_OPTIONS);
  return { $schema, $id: `urn:partner-ledger:event:${type}:v${currentVersionOf(type)}`, title: type, ...schema };
}

/** The JSON Schema of the envelope alone: what holds for events of every type. */
export function envelopeJsonSchema(): JsonSchema {
  return { ...z.toJSONSchema(ENVELOPE_SCHEMA, JSON_SCHEMA_OPTIONS), $id: 'urn:partner-ledger:event', title: 'event' };
}
