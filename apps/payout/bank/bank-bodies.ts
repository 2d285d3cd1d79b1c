import type { Request } from 'express';
import { z } from 'zod';
import { parseDate } from '@ledger/kernel/calendar';
import { BATCH_FORMATS } from '@ledger/rails/manual/bank-batch';
import { PARTY_FIELDS } from '@ledger/rails/manual/check-party';
import { Problem } from '@ledger/service-kit/problems/problem';
import type { BodyReader } from '@ledger/service-kit/requests/body-reader';

const LONGEST_TEXT = 500;
const words = z.string().trim().min(1).max(LONGEST_TEXT);

/** A payee, all of it; what is left out is taken away. */
export const payeeBody = z.strictObject({
  ...(Object.fromEntries(PARTY_FIELDS.map((field) => [field, z.string().max(LONGEST_TEXT).optional()])) as {
    [field in (typeof PARTY_FIELDS)[number]]: z.ZodOptional<z.ZodString>;
  }),
  name: words,
  iban: words,
});

/** Which payouts go into a batch. */
export const makeBody = z.strictObject({
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .optional()
    .describe('Left out: each in which payouts wait.'),
  format: z.enum(BATCH_FORMATS).default('pain.001'),
  executeOn: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/)
    .refine((text) => parseDate(text) !== null, { error: 'must be a day that there is' })
    .optional()
    .describe('When the bank is asked to pay; left out: today, by the program’s clock.'),
});

/** Why a batch is given up. */
export const giveUpBody = z.strictObject({ reason: words });

/** What became of a payment. */
export const answerBody = z.discriminatedUnion('says', [
  z.strictObject({ says: z.literal('paid'), payout: words, evidence: words }),
  z.strictObject({ says: z.literal('failed'), code: words, payout: words, evidence: words }),
  z.strictObject({ says: z.literal('returned'), code: words, payout: words, evidence: words }),
]);

/** A body as OpenAPI describes it. */
export function jsonContent<S extends z.ZodType>(schema: S, example: z.input<S>): object {
  const { $schema: _, ...described } = z.toJSONSchema(schema, { io: 'input' });
  return { 'application/json': { schema: described, example } };
}

/** Reads a JSON body by its schema; `use` is handed what it says. */
export function withJson<S extends z.ZodType, T>(
  bodies: BodyReader,
  request: Request,
  schema: S,
  use: (said: z.output<S>) => Promise<T>,
): Promise<T> {
  return bodies.withBody(request, (body) => {
    const read = schema.safeParse(jsonIn(body));
    if (read.success) return use(read.data);
    const errors = read.error.issues.map(({ path, message }) => ({ field: path.join('.') || 'body', detail: message }));
    throw new Problem('invalid-request', 'The body is not as expected: `errors` names what.', { errors });
  });
}

function jsonIn(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw new Problem('malformed-body', 'The body is no JSON.');
  }
}
