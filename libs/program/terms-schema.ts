import { z } from 'zod';
import { RAILS } from '@ledger/contracts/decided-words';
import { REQUIREMENTS } from '@ledger/contracts/partner-schemas';
import { INTERVALS, LINE_KINDS } from '@ledger/contracts/revenue-schemas';
import { applicationForm } from './joining/form-schema';
import { WEEKDAYS } from './joining/working-days';
import { CLAIM_KINDS, type LineKind } from './terms';
import {
  amountsMinor,
  count,
  day,
  days,
  effectiveFrom,
  isName,
  months,
  name,
  oneOf,
  rate,
  timeZone,
  webAddress,
  yesOrNo,
} from './terms-fields';

/** The YAML of a program's terms, group by group. Strict: a key that is not named here is refused. */

/** What a program can pay for: nobody earns on tax. */
export const PAID_KINDS = LINE_KINDS.filter((kind): kind is Exclude<LineKind, 'tax'> => kind !== 'tax');

/** A requirement that an event can record as met: any other could never be. */
const requirement = oneOf(REQUIREMENTS);

/** A list without repetitions, of at least one entry. */
function listOf<S extends z.ZodType>(entry: S) {
  return z
    .array(entry, 'write a list')
    .min(1, 'write at least one entry')
    .superRefine((entries, context) => {
      const texts = entries.map((value) => (typeof value === 'string' ? value : null));
      texts.forEach((text, index) => {
        if (text !== null && texts.indexOf(text) < index) {
          context.addIssue({ code: 'custom', path: [index], message: `${text} is listed twice` });
        }
      });
    });
}

/** A group of named blocks, in the order of the file. */
function named<S extends z.ZodType>(block: S) {
  return z.record(z.string().refine(isName, 'a name has letters, digits, dots, dashes and underscores'), block);
}

const duration = z.union(
  [oneOf(['lifetime', 'first-payment']), z.strictObject({ months, from: oneOf(['first-service', 'first-earning']) })],
  'write lifetime, first-payment, or { months: 12, from: first-service } (or from: first-earning)',
);

const rateEntry = z.strictObject({
  pays: listOf(oneOf(PAID_KINDS)),
  interval: oneOf(INTERVALS).optional(),
  partnerType: name.optional(),
  rate,
  negotiable: z.strictObject({ atLeast: rate, atMost: rate }).optional(),
  duration,
});

const payoutRun = z.strictObject({
  every: oneOf(['day', 'month', 'quarter']),
  partnerType: name.optional(),
  rail: oneOf(RAILS).optional(),
});

const minimumPayout = z.strictObject({ rail: oneOf(RAILS).optional(), amountsMinor });

const clawback = z.strictObject({ windowDays: days(1), returns: oneOf(['all', 'pro-rata']) });

const partnerType = z.strictObject({
  joins: listOf(oneOf(['application', 'self-enrolment'])),
  seesCustomerNames: yesOrNo.optional(),
  listed: yesOrNo.optional(),
  firstLineSupport: yesOrNo.optional(),
  form: applicationForm.optional(),
  rates: listOf(rateEntry.omit({ partnerType: true })).optional(),
  payoutRuns: listOf(payoutRun.omit({ partnerType: true })).optional(),
  minimumPayouts: listOf(minimumPayout).optional(),
});

const tier = z.strictObject({
  requires: listOf(requirement).optional(),
  jointCustomers: count(1, 1_000_000, 'customers').optional(),
  rates: listOf(rateEntry).optional(),
  clearingDays: days(0).optional(),
  clawback: clawback.optional(),
  trueUpAtQuarterEnd: yesOrNo.optional(),
  payoutRuns: listOf(payoutRun).optional(),
});

const earnings = z.strictObject({
  earnOn: oneOf(['collected', 'billed']),
  rates: listOf(rateEntry).optional(),
  bonus: z.strictObject({ wins: count(1, 1_000_000, 'won customers'), rate }).optional(),
  promotion: z.strictObject({ name, slots: count(1, 1_000_000, 'slots'), rate }).optional(),
  clawback: clawback.optional(),
  stopsWhenEngagementEnds: yesOrNo.optional(),
  partnersMayOptOut: yesOrNo.optional(),
});

const registrations = z.strictObject({
  deadlineDays: days(1).optional(),
  validDays: days(1).optional(),
  reregistrations: count(1, 1000, 'renewals').optional(),
  evidenceRequired: yesOrNo.optional(),
});

const claimSelector = z.strictObject({ claim: oneOf(CLAIM_KINDS), tiers: listOf(name).optional() });

const attribution = z.strictObject({
  claims: z.strictObject({
    signups: z
      .strictObject({ clickWindowDays: days(1), graceMinutes: count(1, 525_600, 'minutes').optional() })
      .optional(),
    leads: yesOrNo.optional(),
    registrations: registrations.optional(),
    protections: z.strictObject({ tier: name, limit: count(1, 1_000_000, 'accounts') }).optional(),
  }),
  competition: listOf(
    z.strictObject({
      claims: listOf(oneOf(CLAIM_KINDS)),
      tiers: listOf(name).optional(),
      sharedBy: listOf(name).optional(),
    }),
  ),
  salesContact: z
    .strictObject({
      staysSourced: listOf(claimSelector).optional(),
      introducesNothing: listOf(claimSelector).optional(),
    })
    .optional(),
  influence: z.strictObject({ share: rate, touchpointWindowDays: days(1) }).optional(),
  links: z.strictObject({ home: webAddress.optional(), targets: listOf(webAddress).optional() }).optional(),
});

const hold = z.strictObject({
  clearingDays: days(0).optional(),
  requiresActivation: yesOrNo.optional(),
  certification: requirement.optional(),
  violations: z
    .strictObject({ holdAt: count(1, 1000, 'violations'), terminateAt: count(1, 1000, 'violations') })
    .optional(),
});

const payout = z.strictObject({
  rails: listOf(oneOf(RAILS)),
  defaultRail: oneOf(RAILS).optional(),
  requires: listOf(oneOf(['tax-form', 'acknowledgement'])).optional(),
  runs: listOf(payoutRun).optional(),
  minimums: listOf(minimumPayout).optional(),
  fees: listOf(
    z.strictObject({
      rail: oneOf(RAILS).optional(),
      rate: rate.optional(),
      fixedMinor: amountsMinor.optional(),
      onReturn: oneOf(['ours', 'partner']).optional(),
    }),
  ).optional(),
  approval: z
    .union(
      [oneOf(['always']), z.strictObject({ above: amountsMinor })],
      'write always, or { above: { USD: 100000 } }: what one payout may be without it, in minor units',
    )
    .optional(),
  newMethodWaitDays: days(1).optional(),
  withholding: z.strictObject({ rate, when: oneOf(['tax-form-missing']) }).optional(),
});

const status = z.strictObject({
  activity: z.strictObject({
    windowMonths: months,
    newCustomersPerYear: count(1, 1_000_000, 'customers'),
    graceMonths: count(0, 1200, 'months'),
    lockAtCustomers: count(1, 1_000_000, 'customers'),
    lockYears: count(1, 100, 'years'),
  }),
});

const workingDays = z.strictObject({
  timeZone: timeZone.optional(),
  weekend: listOf(oneOf(WEEKDAYS)).optional(),
  holidays: listOf(day).optional(),
});

export const termsSchema = z.strictObject({
  program: name,
  version: count(1, 1_000_000),
  effectiveFrom,
  appliesTo: oneOf(['all', 'new-partners', 'new-customers']),
  timeZone,
  workingDays: workingDays.optional(),
  partners: z.strictObject({
    types: named(partnerType),
    approvalRequires: listOf(requirement).optional(),
    review: z.strictObject({ businessDays: count(1, 365, 'working days') }).optional(),
    selfEnrolment: z.strictObject({ perAddressPerDay: count(1, 10_000, 'enrolments') }).optional(),
  }),
  tiers: named(tier).optional(),
  earnings,
  attribution,
  hold,
  payout,
  status: status.optional(),
});

/** The terms as they stand in the YAML, each value read but nothing put together yet. */
export type TermsDocument = z.output<typeof termsSchema>;
export type RateEntry = z.output<typeof rateEntry>;
