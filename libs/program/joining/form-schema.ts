import { z } from 'zod';
import { name, oneOf, text, yesOrNo } from '../terms-fields';
import { FIELD_KINDS, FILE_KINDS } from './application-form';

/** The YAML of a form. */

const MOST_STEPS = 20;
const MOST_FIELDS = 50;
const MOST_OPTIONS = 100;

function list<S extends z.ZodType>(entry: S, most: number, ofWhat: string) {
  return z
    .array(entry, `write a list of ${ofWhat}`)
    .min(1, 'write at least one entry')
    .max(most, `write at most ${most} entries`);
}

const formField = z.strictObject({
  name,
  label: text(200),
  kind: oneOf(FIELD_KINDS),
  required: yesOrNo.optional(),
  help: text(1000).optional(),
  options: list(text(200), MOST_OPTIONS, 'options').optional(),
  accepts: list(oneOf(FILE_KINDS), FILE_KINDS.length, 'kinds of file').optional(),
  taxForm: yesOrNo.optional(),
});

const formStep = z.strictObject({ name, title: text(200), fields: list(formField, MOST_FIELDS, 'fields') });

export const applicationForm = z.strictObject({ steps: list(formStep, MOST_STEPS, 'steps') });

/** A form as it stands in the YAML. */
export type FormDocument = z.output<typeof applicationForm>;
