import { z } from 'zod';

/** A setting whose text must be a whole number within limits. */
export function wholeNumber(minimum: number, maximum: number) {
  const error = `must be a whole number from ${minimum} to ${maximum}`;
  return z
    .string()
    .regex(/^\d+$/, { error })
    .transform(Number)
    .refine((value) => value >= minimum && value <= maximum, { error });
}
