import { z } from 'zod';
import { DATA_SCHEMAS } from './event-schemas';
import type { EventType } from './event-types';
import { PERSONAL_KEY, type PersonalKind } from './field-schemas';

/** What the schemas know of an object: its fields by name, in the order of the schema. */
export type FieldTree = ReadonlyMap<string, Field>;

export interface Field {
  /** What it tells about a person; null if nothing. */
  readonly personal: PersonalKind | null;
  /** The fields of each entry, where the field is a list of objects; else null. */
  readonly entries: FieldTree | null;
}

const TREES = new Map<EventType, FieldTree>();

/** The fields that the schema of a type names. */
export function fieldsOf(type: EventType): FieldTree {
  let tree = TREES.get(type);
  if (tree === undefined) {
    tree = treeOf(DATA_SCHEMAS[type]);
    TREES.set(type, tree);
  }
  return tree;
}

function treeOf(schema: z.ZodObject): FieldTree {
  const shape: Readonly<Record<string, z.core.$ZodType>> = schema.shape;
  return new Map(Object.entries(shape).map(([name, field]) => [name, fieldOf(withoutOptional(field))]));
}

function fieldOf(schema: z.core.$ZodType): Field {
  const entry = schema instanceof z.ZodArray ? withoutOptional(schema.element) : null;
  return {
    personal: (z.globalRegistry.get(schema)?.[PERSONAL_KEY] as PersonalKind | undefined) ?? null,
    entries: entry instanceof z.ZodObject ? treeOf(entry) : null,
  };
}

function withoutOptional(schema: z.core.$ZodType): z.core.$ZodType {
  return schema instanceof z.ZodOptional ? schema.unwrap() : schema;
}
