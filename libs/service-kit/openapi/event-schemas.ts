import type { OpenAPIObject } from '@nestjs/swagger';
import { EVENT_TYPES, type EventType } from '@ledger/contracts/event-types';
import { jsonSchemaOf } from '@ledger/contracts/json-schemas';

type SchemaObject = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>[string];

/** The name of an event type's schema among the components. */
const componentOf = (type: EventType): string => `event.${type}`;

/** The JSON Schema of every event type (OpenAPI 3.1 takes them as they are), and `Event`: any of them. */
export function eventSchemas(): Record<string, SchemaObject> {
  const schemas = Object.fromEntries(EVENT_TYPES.map((type) => [componentOf(type), schemaOf(type)]));
  const reference = (type: EventType) => `#/components/schemas/${componentOf(type)}`;
  const mapping = Object.fromEntries(EVENT_TYPES.map((type) => [type, reference(type)]));
  const any = EVENT_TYPES.map((type) => ({ $ref: reference(type) }));
  return { Event: { oneOf: any, discriminator: { propertyName: 'type', mapping } }, ...schemas };
}

/** Without `$schema` and `$id`: inside a document an `$id` would change what its references mean. */
function schemaOf(type: EventType): SchemaObject {
  const { $schema: _dialect, $id: _id, ...schema } = jsonSchemaOf(type);
  return schema as SchemaObject;
}
