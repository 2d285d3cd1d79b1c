import { z } from 'zod';
import { id, KIND_KEY, NO_NUL, time } from './field-schemas';
import { isStorableText } from './id-text';

/** What every event carries: CloudEvents 1.0 in structured JSON, with the extensions `program` and `clock`. */
export const ENVELOPE_SCHEMA = z.object({
  specversion: z.literal('1.0').meta({ description: 'Version of CloudEvents' }),
  id: id('With `source`, identifies the event within its program'),
  source: id('Who sent it'),
  type: z
    .string()
    .refine((text) => text !== '' && isStorableText(text))
    .meta({ description: 'What happened: one of the types below', [KIND_KEY]: 'text', minLength: 1, pattern: NO_NUL }),
  time: time('When it happened: RFC 3339, `Z` or `+00:00`, at most nine decimals, of which three count'),
  program: id('The program’s name (extension)'),
  // CloudEvents' JSON format: an attribute that is null is an attribute that is not there.
  clock: time('What a running system’s clock showed when it recorded the event (extension)').nullish(),
  data: z.looseObject({}).meta({ description: 'What the type says; further fields are kept' }),
});
