import { z } from 'zod';
import type { TermsPath } from './terms-error';

/** The keys that a schema knows at a place; empty where it is no group of fixed keys. */
export function knownKeysAt(schema: z.core.$ZodType, path: TermsPath): string[] {
  let here: z.core.$ZodType[] = [schema];
  for (const step of path) here = here.flatMap((part) => inside(part, step));
  return here.flatMap(alternatives).flatMap((part) => (part instanceof z.ZodObject ? Object.keys(part.shape) : []));
}

function inside(schema: z.core.$ZodType, step: string | number): z.core.$ZodType[] {
  return alternatives(schema).flatMap((part): z.core.$ZodType[] => {
    if (part instanceof z.ZodObject) {
      const value = (part.shape as Record<string, z.core.$ZodType | undefined>)[step];
      return value === undefined ? [] : [value];
    }
    if (part instanceof z.ZodArray) return [part.element];
    if (part instanceof z.ZodRecord) return [part.valueType];
    return [];
  });
}

function alternatives(schema: z.core.$ZodType): z.core.$ZodType[] {
  if (schema instanceof z.ZodOptional) return alternatives(schema.unwrap());
  if (schema instanceof z.ZodUnion) return schema.options.flatMap(alternatives);
  return [schema];
}
