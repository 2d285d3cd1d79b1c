import { z } from 'zod';
import { id, month, personId } from './field-schemas';

/** `data` of the events about a program as a whole, of `partner-ledger.partners.v1`. */
export const PROGRAM_SCHEMAS = {
  'promotion.closed': z
    .object({ promotion: id('A promotion of the program’s terms') })
    .meta({ description: 'A promotion ended: no further partner gets its rate.' }),
  'period.closed': z
    .object({ period: month('The accounting month'), by: personId('Who closed it').optional() })
    .meta({ description: 'An accounting month and all before it are closed for the program.' }),
  'clock.advanced': z
    .object({})
    .meta({ description: 'Nothing happened until now: the event’s `time` is the new time.' }),
};
