import { z } from 'zod';
import { idField, timeField, wordsField } from './body-fields';

/** A deal as its partner registers it. */
export const registerBody = z
  .strictObject({
    externalId: idField('Of the partner, for safe repetition: the same again is registered once.').optional(),
    customer: idField('The customer, where the partner knows its id.').optional(),
    company: wordsField('The prospect’s company, or its domain.').optional(),
    firstContactAt: timeField('When the partner first had contact'),
    relationship: z.enum(['current', 'prospective']).describe('Whether the prospect is already its client.'),
    evidence: wordsField('What shows the relationship; files may show it too.').optional(),
  })
  .refine(({ customer, company }) => customer !== undefined || company !== undefined, {
    error: 'customer or company must be given',
  });
