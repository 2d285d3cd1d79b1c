import { DATA_SCHEMAS } from '@ledger/contracts/event-schemas';
import type { EventType } from '@ledger/contracts/event-types';
import { PERSONAL_KEY } from '@ledger/contracts/field-schemas';
import { z } from 'zod';

/** Said by who sends the request. */
const BY = 'by';

/** The fields of a type's `data`, by name. */
function fieldsOf(type: EventType): Readonly<Record<string, z.ZodType>> {
  return DATA_SCHEMAS[type].shape;
}

/** The body of an action: the data of its fact, but for what the path names and who did it. */
export function actionBody(type: EventType, inPath: readonly string[]): z.ZodType<Record<string, unknown>> {
  const fields = Object.entries(fieldsOf(type)).filter(([name]) => name !== BY && !inPath.includes(name));
  return z.strictObject(Object.fromEntries(fields));
}

/** Whether a fact of a type says who did it. */
export function saysBy(type: EventType): boolean {
  return BY in fieldsOf(type);
}

/** What a fact says, as the audit keeps it: nothing that may tell of a person. */
export function withoutPersonal(type: EventType, data: Readonly<Record<string, unknown>>): object {
  const fields = fieldsOf(type);
  const shown = Object.entries(data).map(([name, value]) => [name, isPersonal(fields[name]) ? '…' : value]);
  return Object.fromEntries(shown) as object;
}

function isPersonal(field: z.ZodType | undefined): boolean {
  if (field === undefined) return true;
  const inner = field instanceof z.ZodOptional ? (field.unwrap() as z.ZodType) : field;
  return [field, inner].some((each) => each.meta()?.[PERSONAL_KEY] !== undefined);
}
