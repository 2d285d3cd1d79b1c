import { z } from 'zod';

const MOST_ANSWERS = 200;
const LONGEST_ANSWER = 10_000;
const MOST_CHOICES = 200;

/** Without control characters other than ends of lines and tabs, and without halves of characters. */
const UNWANTED = /[^\P{Cc}\n\r\t]|\p{Cs}/u;
const typed = (most: number) =>
  z
    .string()
    .max(most)
    .refine((text) => !UNWANTED.test(text), { error: 'must have no control characters' });

/** What people write, not empty. */
export const words = (most: number) => typed(most).trim().min(1);

/** A draft as it is typed: nothing has to be complete or right yet. */
export const draftBody = z.strictObject({
  answers: z
    .record(
      typed(64).min(1),
      z.union([typed(LONGEST_ANSWER), z.number(), z.boolean(), z.array(typed(1_000)).max(MOST_CHOICES)]),
    )
    .refine((answers) => Object.keys(answers).length <= MOST_ANSWERS, {
      error: `has more than ${MOST_ANSWERS} answers`,
    }),
});

/** What a draft begins with. */
export const newDraftBody = z.strictObject({
  type: words(64).describe('A type of partner that joins by application.'),
  locale: z.enum(['en', 'de']).optional().describe('Of mails; left out: by Accept-Language.'),
});

/** Why an application is decided as it is; the applicant reads it. */
export const reasonBody = z.strictObject({ reason: words(2_000) });
export const approveBody = z.strictObject({ reason: words(2_000).optional() });
