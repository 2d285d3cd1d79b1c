import { z } from 'zod';
import { CREDIT_ROLES } from '@ledger/contracts/claim-schemas';
import { idField, keyField, timeField, wordsField } from './body-fields';

const credits = z
  .array(
    z.strictObject({
      partner: idField('The partner.'),
      role: z.enum(CREDIT_ROLES),
      weight: z.int().min(1).max(1_000_000).optional().describe('Relative; 1 if missing, ignored for influenced.'),
    }),
  )
  .max(100)
  .describe('Who is credited, each partner once; may be empty.');
const from = timeField('From which earning event on; left out: all, from the first').optional();

/** What an override of a known customer would say. */
export const creditsBody = z.strictObject({ credits, from });

/** An override that ends a conflict. */
export const settleBody = creditsBody.extend({ evidence: wordsField('What the decision rests on.') });

/** What an override would do. */
export const previewBody = creditsBody.extend({ customer: idField('The customer.') });

/** An override. */
export const overrideBody = previewBody.extend({
  evidence: wordsField('What the decision rests on.'),
  key: keyField,
});

export const leaveBody = z.strictObject({ reason: wordsField('Why it stays as it is; staff read it.') });

/** What is said in a conflict by staff. */
export const messageBody = z.strictObject({
  words: wordsField('What is said.'),
  forPartner: idField('The partner of the conflict to whom it is said; left out: a note among staff.').optional(),
});

/** What a partner says in its conflict. */
export const ownMessageBody = z.strictObject({ words: wordsField('What is said, to staff alone.') });

/** A partner's dispute. */
export const ownDisputeBody = z.strictObject({
  customer: idField('The customer, as it is shown to the partner.'),
  evidence: wordsField('What shows that the partner brought or helped to win it.'),
});

/** A dispute that staff enter for a partner. */
export const disputeBody = ownDisputeBody.extend({ partner: idField('The partner who disputes.') });
