import { z } from 'zod';
import { isJsonObject } from './json-object';

/** Says what is wrong with a value by a schema; null: it fits. */
export type SchemaCheck = (value: unknown) => z.ZodError | null;

type Fits = (value: unknown) => boolean;

/**
 * A check by a schema that is fast where the value fits, as almost every one does: the schema's structure is compiled
 * to a yes-or-no, which copies nothing, and only a "no" is put to the schema itself, for its reasons. What the compiler
 * does not know is a "no", so that the schema always has the last word.
 */
export function compileSchema(schema: z.ZodType): SchemaCheck {
  const fits = fitsOf(schema);
  return (value) => (fits(value) ? null : (schema.safeParse(value).error ?? null));
}

/** Whether values fit a schema, by its structure and its own checks; never true where the schema says no. */
export function fitsOf(schema: z.core.$ZodType): Fits {
  const fits = structureOf(schema);
  const checks = checksOf(schema);
  if (checks.length === 0) return fits;
  return (value) => fits(value) && passes(checks, value);
}

function structureOf(schema: z.core.$ZodType): Fits {
  if (schema instanceof z.ZodString) return (value) => typeof value === 'string';
  if (schema instanceof z.ZodBoolean) return (value) => typeof value === 'boolean';
  if (schema instanceof z.ZodNumber) return (value) => typeof value === 'number' && Number.isFinite(value);
  if (schema instanceof z.ZodEnum || schema instanceof z.ZodLiteral) return oneOfThese(schema._zod.values);
  if (schema instanceof z.ZodOptional) return unless(undefined, fitsOf(schema.unwrap()));
  if (schema instanceof z.ZodNullable) return unless(null, fitsOf(schema.unwrap()));
  if (schema instanceof z.ZodArray) return listOf(fitsOf(schema.element));
  if (schema instanceof z.ZodObject) return objectOf(schema.shape);
  return () => false;
}

/** A number's format is a check of its own. */
function checksOf(schema: z.core.$ZodType): readonly z.core.$ZodCheck[] {
  const checks = schema._zod.def.checks ?? [];
  return schema instanceof z.ZodNumberFormat ? [schema, ...checks] : checks;
}

function passes(checks: readonly z.core.$ZodCheck[], value: unknown): boolean {
  const payload: z.core.ParsePayload = { value, issues: [] };
  for (const check of checks) {
    void check._zod.check(payload as z.core.ParsePayload<never>);
    if (payload.issues.length > 0) return false;
  }
  return true;
}

function oneOfThese(values: z.core.$ZodTypeInternals['values']): Fits {
  return (value) => values?.has(value as z.core.util.Primitive) === true;
}

function unless(exception: null | undefined, fits: Fits): Fits {
  return (value) => value === exception || fits(value);
}

function listOf(fits: Fits): Fits {
  return (value) => Array.isArray(value) && value.every(fits);
}

/** Fields that the schema does not name are no matter of it. */
function objectOf(shape: z.core.$ZodShape): Fits {
  const fields = Object.entries(shape).map(([name, field]) => ({ name, fits: fitsOf(field) }));
  return (value) => {
    if (!isJsonObject(value)) return false;
    for (const { name, fits } of fields) if (!fits(value[name])) return false;
    return true;
  };
}
