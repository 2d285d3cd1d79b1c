import { z } from 'zod';
import { RAILS } from '@ledger/contracts/decided-words';
import { APPLIES_TO } from '@ledger/contracts/program-schemas';
import { INTERVALS, LINE_KINDS } from '@ledger/contracts/revenue-schemas';
import { parseInstant, type Instant } from '@ledger/kernel/instant';
import { amountMinor } from '@ledger/kernel/money';
import { parseRate, type Rate } from '@ledger/kernel/rate';
import { FIELD_KINDS, FILE_KINDS } from './joining/application-form';
import { formOfDocument } from './joining/form-of-document';
import { WEEKDAYS } from './joining/working-days';
import { CLAIM_KINDS } from './terms';

/**
 * Terms as they are recorded in the event store, and the way back to the type that the engine reads. What terms of 1.0
 * did not have may be missing: then it is what it was to them, nothing.
 */

const rate = z.string().transform((text, context): Rate => {
  const parsed = parseRate(text);
  if (parsed !== null) return parsed;
  context.addIssue({ code: 'custom', message: 'not a decimal rate' });
  return z.NEVER;
});

const time = z.string().transform((text, context): Instant => {
  const parsed = parseInstant(text);
  if (parsed !== null) return parsed;
  context.addIssue({ code: 'custom', message: 'not a time in UTC' });
  return z.NEVER;
});

const amounts = z.record(
  z.string(),
  z
    .string()
    .regex(/^\d+$/)
    .transform((text) => amountMinor(BigInt(text))),
);

const whole = z.int().nonnegative();
const kind = z.enum(LINE_KINDS);
const rail = z.enum(RAILS);
const claim = z.enum(CLAIM_KINDS);
const tier = z.string().nullable();
const partnerType = z.string().nullable();
const selector = z.strictObject({ claim, tiers: z.array(z.string()) });

const duration = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('lifetime') }),
  z.strictObject({ type: z.literal('first-payment') }),
  z.strictObject({ type: z.literal('months'), months: whole, from: z.enum(['first-service', 'first-earning']) }),
]);

const claims = z.strictObject({
  signups: z.strictObject({ clickWindowDays: whole, graceMinutes: whole.default(0) }).nullable(),
  leads: z.boolean(),
  registrations: z
    .strictObject({
      deadlineDays: whole.nullable(),
      validDays: whole.nullable(),
      reregistrations: whole,
      evidence: z.boolean(),
    })
    .nullable(),
  protections: z.strictObject({ tier: z.string(), limit: whole }).nullable(),
});

const payout = z.strictObject({
  rails: z.array(rail),
  defaultRail: rail.nullable(),
  requiresTaxForm: z.boolean(),
  requiresAcknowledgement: z.boolean(),
  schedules: z.array(
    z.strictObject({ tier, partnerType, rail: rail.nullable(), every: z.enum(['day', 'month', 'quarter']) }),
  ),
  minimums: z.array(z.strictObject({ partnerType, rail: rail.nullable(), amountsMinor: amounts })),
  fees: z.array(
    z.strictObject({
      rail: rail.nullable(),
      rate,
      fixedMinor: amounts,
      onReturn: z.enum(['ours', 'partner']).default('ours'),
    }),
  ),
  approval: z.strictObject({ aboveMinor: amounts }).nullable().default(null),
  newMethodWaitDays: whole.default(0),
  withholding: z
    .strictObject({ rate, when: z.literal('tax-form-missing') })
    .nullable()
    .default(null),
});

const form = z
  .strictObject({
    steps: z.array(
      z.strictObject({
        name: z.string(),
        title: z.string(),
        fields: z.array(
          z.strictObject({
            name: z.string(),
            label: z.string(),
            kind: z.enum(FIELD_KINDS),
            required: z.boolean().optional(),
            help: z.string().optional(),
            options: z.array(z.string()).optional(),
            accepts: z.array(z.enum(FILE_KINDS)).optional(),
            taxForm: z.boolean().optional(),
          }),
        ),
      }),
    ),
  })
  .transform(formOfDocument);

export const termsJsonSchema = z.strictObject({
  program: z.string(),
  version: whole,
  effectiveFrom: time,
  appliesTo: z.enum(APPLIES_TO),
  timeZone: z.string(),
  partnerTypes: z.array(
    z.strictObject({
      name: z.string(),
      application: z.boolean(),
      selfEnrolment: z.boolean(),
      seesCustomerNames: z.boolean().default(true),
      listed: z.boolean().default(false),
      firstLineSupport: z.boolean().default(false),
      form: form.nullable().default(null),
    }),
  ),
  workingDays: z
    .strictObject({ timeZone: z.string(), weekend: z.array(z.enum(WEEKDAYS)), holidays: z.array(z.string()) })
    .nullable()
    .default(null),
  reviewBusinessDays: whole.nullable().default(null),
  selfEnrolmentsPerDay: whole.nullable().default(null),
  approvalRequires: z.array(z.string()),
  tiers: z.array(z.strictObject({ name: z.string(), requires: z.array(z.string()), jointCustomers: whole })),
  earnOn: z.enum(['collected', 'billed']),
  requiresActivation: z.boolean(),
  earnings: z.array(
    z.strictObject({
      tier,
      partnerType,
      kind,
      interval: z.enum(INTERVALS).nullable(),
      rate,
      negotiable: z.strictObject({ atLeast: rate, atMost: rate }).nullable(),
      duration,
    }),
  ),
  clearing: z.array(z.strictObject({ tier, clearingDays: whole })),
  clawbacks: z.array(z.strictObject({ tier, windowDays: whole, returns: z.enum(['all', 'pro-rata']) })),
  trueUpTiers: z.array(z.string()),
  bonus: z.strictObject({ wins: whole, rate }).nullable(),
  promotion: z.strictObject({ name: z.string(), slots: whole, rate }).nullable(),
  claims,
  competition: z.array(
    z.strictObject({ claims: z.array(claim), tiers: z.array(z.string()), sharedBy: z.array(z.string()) }),
  ),
  salesContact: z.strictObject({ staysSourced: z.array(selector), introducesNothing: z.array(selector) }).nullable(),
  influence: z.strictObject({ share: rate, touchpointWindowDays: whole }).nullable(),
  links: z
    .strictObject({ home: z.string().nullable(), targets: z.array(z.string()) })
    .nullable()
    .default(null),
  engagement: z.boolean(),
  optOut: z.boolean(),
  certification: z.string().nullable(),
  violations: z.strictObject({ holdAt: whole, terminateAt: whole }).nullable(),
  activity: z
    .strictObject({
      windowMonths: whole,
      graceMonths: whole,
      newCustomersPerYear: whole,
      lockAtCustomers: whole,
      lockYears: whole,
    })
    .nullable(),
  payout,
});

/** Terms as plain JSON. */
export type TermsJson = z.input<typeof termsJsonSchema>;
