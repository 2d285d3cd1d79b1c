import { z } from 'zod';
import { anyObject, date, id, month, oneOf, ordinal, personId, yesOrNo } from './field-schemas';

/** For whom a version of terms is. */
export const APPLIES_TO = ['all', 'new-partners', 'new-customers'] as const;
export type AppliesTo = (typeof APPLIES_TO)[number];

/** `data` of the events about a program as a whole, of `partner-ledger.partners.v1`. */
export const PROGRAM_SCHEMAS = {
  'promotion.closed': z
    .object({ promotion: id('A promotion of the program’s terms') })
    .meta({ description: 'A promotion ended: no further partner gets its rate.' }),
  'terms.published': z
    .object({
      version: ordinal('1, 2, …: the next one of the program'),
      effectiveFrom: date('The first day on which it is in force, in the program’s time zone'),
      appliesTo: oneOf(APPLIES_TO, 'Whom it concerns; the others keep what they had'),
      terms: anyObject('The canonical terms, as `ledger terms show` prints them; the fields above bind'),
      acknowledge: yesOrNo('Whether the partners that it concerns must acknowledge it').optional(),
      by: personId('Who published it').optional(),
    })
    .meta({ description: 'A version of the program’s terms was published; the first makes the program known.' }),
  'period.closed': z
    .object({ period: month('The accounting month'), by: personId('Who closed it').optional() })
    .meta({ description: 'An accounting month and all before it are closed for the program.' }),
  'clock.advanced': z
    .object({})
    .meta({ description: 'Nothing happened until now: the event’s `time` is the new time.' }),
};
