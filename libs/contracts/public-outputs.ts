import { z } from 'zod';
import { CREDIT_ROLES } from './claim-schemas';
import * as words from './decided-words';
import { currency, date, id, oneOf, rate, time } from './field-schemas';
import { count, decided, invoice, minor, partner, quarter, seq, text } from './output-fields';
import { PAYOUT_OUTPUTS } from './payout-outputs';
import { REJECTION_CODES, type RejectionCode } from './rejection-codes';

const REJECTION_CODE = z
  .enum(REJECTION_CODES as readonly [RejectionCode, ...RejectionCode[]])
  .meta({ description: 'Why it was rejected: one of the codes of docs/events.md' });

const arrival = z.object({
  seq,
  id: z.string().meta({ description: 'The event’s own `id`, as far as it could be read; else empty' }),
  source: z.string().meta({ description: 'The event’s `source`, as far as it could be read; else empty' }),
  type: z.string().meta({ description: 'The event’s `type`, as far as it could be read; else empty' }),
});

const customer = id('The customer');

const credits = z
  .array(
    z.object({
      partner,
      role: oneOf(CREDIT_ROLES, 'What the partner is to the customer'),
      weight: count(1, 'Relative, among the sourced credits; null for influenced ones').nullable(),
    }),
  )
  .meta({ description: 'Who earns on the customer, in order; empty: nobody' });

const holds = z
  .array(oneOf(words.LINE_HOLDS, 'A reason'))
  .meta({ description: 'What keeps it in hold, beside clearing and what holds its partner' });

const anomalyCode = oneOf(words.ANOMALY_CODES, 'What does not fit');

const posting = decided.extend({
  partner,
  customer,
  invoice,
  line: id('The invoice’s line'),
  lineSeq: count(1, '1, 2, … within (invoice line, partner): the sum over them is what stands'),
  reason: oneOf(words.COMMISSION_REASONS, 'Why the line was posted'),
  baseMinor: minor('What the commission was computed on'),
  rate: rate('The rate that applied'),
  amountMinor: minor('The commission of this line; negative: taken back'),
  currency: currency('The invoice’s currency'),
  effectiveAt: time('When what caused it took effect'),
  postedAt: time('The time under which it is in the books; later than effectiveAt where that month is closed'),
  clearsAt: time('When its clearing ends'),
  termsVersion: count(1, 'The version of the program’s terms that it was judged by'),
  cause: id('The event’s id or the timer’s name'),
  holds,
});

/** `data` of the events that the services tell other systems, by service and CloudEvents type. */
export const OUTPUT_SCHEMAS = {
  'referral-intake': {
    'event.accepted': arrival.meta({ description: 'An event was accepted: it is a fact now.' }),
    'event.ignored': arrival.meta({ description: 'An event said what was known already: nothing changed.' }),
    'event.rejected': arrival
      .extend({ code: REJECTION_CODE, detail: text('Names the offending value; personal data as pseudonyms') })
      .meta({ description: 'An event was rejected; it can be sent again once the cause is cured.' }),
  },
  attribution: {
    'attribution.changed': decided
      .extend({
        customer,
        credits,
        settledAt: time('When it settled; null while it is provisional').nullable(),
        spans: z
          .array(z.object({ from: time('From which earning event on; null: from the first').nullable(), credits }))
          .meta({ description: 'The credits of the customer’s revenue, one span after the other' }),
        overridden: z.boolean().meta({ description: 'Whether an override is in force' }),
        termsVersion: count(1, 'The version of the terms that it was judged by'),
      })
      .meta({ description: 'Who is credited with a customer changed; lost claims are read over HTTP.' }),
  },
  'partner-status': {
    'partner.status_changed': decided
      .extend({
        partner,
        partnerType: text('A partner type of the program’s terms'),
        tier: id('The tier').nullable(),
        application: oneOf(words.APPLICATION_STEPS, 'The latest decision'),
        approvedAt: time('First approval or enrolment; null: never').nullable(),
        terminated: z.boolean().meta({ description: 'Whether it was removed from the program' }),
        holds: z
          .array(oneOf(words.PARTNER_HOLDS, 'A reason'))
          .meta({ description: 'What keeps its lines in hold and its payable lines from being paid' }),
        activeUntil: date('The active-until date that an admin set last; null: none').nullable(),
      })
      .meta({ description: 'The standing of a partner changed, by all that is recorded.' }),
    'promotion.granted': decided
      .extend({ partner, promotion: id('The promotion'), rate: rate('The rate that the partner holds for good') })
      .meta({ description: 'A partner took a slot of a promotion.' }),
    'customer.counted': decided
      .extend({
        partner,
        customer,
        activatedAt: time('The first activation that stands'),
        wonIn: quarter('The quarter that it is a win in; null: in none').nullable(),
      })
      .meta({ description: 'An activated customer counts for the partner that it is sourced to.' }),
    'customer.uncounted': decided
      .extend({ partner, customer })
      .meta({ description: 'A customer does not count for the partner any more.' }),
    'partner.wins_changed': decided
      .extend({ partner, quarter: quarter('The quarter'), wins: count(0, 'So many wins it has now') })
      .meta({ description: 'The number of a partner’s wins in a quarter changed.' }),
  },
  commission: {
    'commission.accrued': posting.meta({ description: 'A line of commission that an earning event earned.' }),
    'commission.reversed': posting.meta({
      description: 'A line that takes back commission: a refund, a lost dispute, a void or a clawback.',
    }),
    'commission.adjusted': posting.meta({ description: 'A line for any other reason, such as bonus or true_up.' }),
    'invoice.holds_changed': decided
      .extend({ invoice, customer, partner, holds, decidedAt: time('When it was decided') })
      .meta({ description: 'What keeps a partner’s lines of an invoice in hold changed.' }),
    'anomaly.found': decided
      .extend({ code: anomalyCode, invoice, detail: text('Names what does not fit') })
      .meta({ description: 'Something in the facts does not fit together and was cut off, or changes nothing.' }),
    'anomaly.resolved': decided
      .extend({ code: anomalyCode, invoice, detail: text('Names what did not fit') })
      .meta({ description: 'What was found is not so any more: a refund failed, a bank gave the money back.' }),
  },
  payout: PAYOUT_OUTPUTS,
} as const satisfies Record<string, Record<string, z.ZodObject>>;

type Schemas = typeof OUTPUT_SCHEMAS;

/** The services that tell something. */
export type OutputService = keyof Schemas;
type TypesOf<S> = S extends OutputService ? keyof Schemas[S] : never;

/** The CloudEvents type of an event for other systems. */
export type OutputType = TypesOf<OutputService>;

type DataOf<S extends OutputService, T> = T extends keyof Schemas[S]
  ? Schemas[S][T] extends z.ZodObject
    ? z.input<Schemas[S][T]>
    : never
  : never;

/** An output's type with its data. */
export type PublicOutput = {
  [S in OutputService]: {
    [T in keyof Schemas[S]]: { readonly type: T; readonly data: DataOf<S, T> };
  }[keyof Schemas[S]];
}[OutputService];

/** Every type of output with the service that tells it, in the order in which a fact passes the services. */
export const OUTPUT_TYPES = Object.entries(OUTPUT_SCHEMAS).flatMap(([service, schemas]) =>
  Object.keys(schemas).map((type) => ({ service: service as OutputService, type: type as OutputType })),
);
