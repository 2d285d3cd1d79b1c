import { z } from 'zod';
import { id, KIND_KEY } from './field-schemas';
import { isStorableText } from './id-text';

/** Any text that can be kept. */
export const text = (description: string) =>
  z
    .string()
    .refine(isStorableText)
    .meta({ description, [KIND_KEY]: 'text' });
/** A whole number from a minimum on. */
export const count = (minimum: number, description: string) => z.int().min(minimum).meta({ description });
/** A calendar quarter: `2026-Q1`. */
export const quarter = (description: string) =>
  z
    .string()
    .regex(/^\d{4}-Q[1-4]$/)
    .meta({ description });

/** An exact integer in minor units of its currency, as a decimal string: a JSON number would lose digits. */
export const minor = (description: string) =>
  z
    .string()
    .regex(/^-?(0|[1-9]\d*)$/)
    .meta({ description: `${description}, in minor units` });

/** A calendar month: `2026-01`. */
export const month = (description: string) =>
  z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
    .meta({ description });

export const seq = count(
  1,
  'The place in its program’s log; with the type and the partner or customer, what came first',
);
/** What every output says of the decision that it tells. */
export const decided = z.object({ seq, fact: id('The `id` of the event on which this was decided') });
export const partner = id('The partner');
export const invoice = id('The invoice');
