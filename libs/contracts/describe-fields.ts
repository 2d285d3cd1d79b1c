import type { JsonSchema } from './json-schemas';
import { KIND_KEY, PERSONAL_KEY } from './field-schemas';

/** One field of an event, for a reader. */
export interface FieldRow {
  /** `lines[].amount` */
  readonly field: string;
  /** `id`, `amount`, a list of words … */
  readonly kind: string;
  readonly required: boolean;
  readonly personal: boolean;
  readonly description: string;
}

/** The fields of an object's JSON Schema in its order, those of list entries after the list. */
export function describeFields(schema: JsonSchema, prefix = ''): FieldRow[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    if (typeof field !== 'object') return [];
    const row = describeField(`${prefix}${name}`, withoutNull(field), schema.required?.includes(name) === true);
    return [row, ...describeEntries(field, row.field)];
  });
}

function describeField(field: string, schema: JsonSchema, required: boolean): FieldRow {
  const { description = '', [PERSONAL_KEY]: personal } = schema;
  return { field, kind: kindOf(schema), required, personal: personal !== undefined, description };
}

function describeEntries(schema: JsonSchema, field: string): FieldRow[] {
  const { items } = schema;
  return typeof items === 'object' && !Array.isArray(items) ? describeFields(items, `${field}[].`) : [];
}

/** A field that may be null is told like one that may be missing. */
function withoutNull(schema: JsonSchema): JsonSchema {
  const other = schema.anyOf?.find((alternative) => typeof alternative === 'object' && alternative.type !== 'null');
  return typeof other === 'object' ? other : schema;
}

function kindOf(schema: JsonSchema): string {
  const { [KIND_KEY]: kind } = schema;
  if (typeof kind === 'string') return kind;
  if (schema.const !== undefined) return `\`${JSON.stringify(schema.const)}\``;
  if (schema.enum !== undefined) return schema.enum.map((word) => `\`${String(word)}\``).join(', ');
  return schema.type === 'array' ? 'list' : 'object';
}
