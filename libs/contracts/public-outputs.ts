import { z } from 'zod';
import { CREDIT_ROLES } from './claim-schemas';
import * as words from './decided-words';
import { currency, date, id, oneOf, rate, time } from './field-schemas';
import { count, minor, quarter, text } from './output-fields';
import { REJECTION_CODES, type RejectionCode } from './rejection-codes';

const REJECTION_CODE = z
  .enum(REJECTION_CODES as readonly [RejectionCode, ...RejectionCode[]])
  .meta({ description: 'Why it was rejected: one of the codes of docs/events.md' });

const seq = count(1, 'The place in its program’s log; with the type and the partner or customer, what came first');
const arrival = z.object({
  seq,
  id: z.string().meta({ description: 'The event’s own `id`, as far as it could be read; else empty' }),
  source: z.string().meta({ description: 'The event’s `source`, as far as it could be read; else empty' }),
  type: z.string().meta({ description: 'The event’s `type`, as far as it could be read; else empty' }),
});

const decided = z.object({ seq, fact: id('The `id` of the event on which this was decided') });
const partner = id('The partner');
const customer = id('The customer');
const invoice = id('The invoice');

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

const lines = z
  .array(
    z.object({
      invoice: invoice.nullable(),
      line: id('The invoice’s line; where the invoice is null, a line of the partner’s own'),
      lineSeq: count(1, 'Which of its postings'),
    }),
  )
  .meta({ description: 'The lines that moved' });
const moved = decided.extend({
  partner,
  currency: currency('Of all the lines'),
  amountMinor: minor('Their sum'),
  lines,
});

const rail = oneOf(words.RAILS, 'How it is paid');

const aboutPayout = decided.extend({
  payout: id('The payout: `po-1`, `po-2`, … within its program'),
  partner,
  currency: currency('Of the payout'),
});
const payout = aboutPayout.extend({
  rail: oneOf(words.PAYING_RAILS, 'How it is paid; `external`: before this ledger took over'),
  grossMinor: minor('What its lines add up to'),
  feeMinor: minor('The fee of the terms, borne by the partner'),
  withheldMinor: minor('The tax that is withheld'),
  netMinor: minor('What the partner gets: gross less fee less what is withheld'),
  lineCount: count(1, 'So many lines it pays'),
});
const madeAt = time('When it was made');
const payoutLines = aboutPayout.extend({ lines, movedAt: time('When they moved') });

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
  payout: {
    'line.payable': moved
      .extend({ releasedAt: time('When they became payable') })
      .meta({ description: 'Lines moved from hold to payable: the next run may pay them.' }),
    'line.held': moved
      .extend({ heldAt: time('When they went back') })
      .meta({ description: 'Payable lines went back to hold: a dispute, or a voided activation.' }),
    'line.posted': decided
      .extend({
        partner,
        currency: currency('Of the amount'),
        line: id('The adjustment; of a write-off, a forfeit or a returned payout’s fee the event'),
        lineSeq: count(1, '1, 2, … within (line, partner)'),
        reason: oneOf(words.OWN_LINE_REASONS, 'Why the line was posted'),
        amountMinor: minor('What it adds to what the partner is owed'),
        effectiveAt: time('When what caused it took effect'),
        postedAt: time('The time under which it is in the books'),
        clearsAt: time('When its clearing ends'),
        cause: id('The event’s id'),
      })
      .meta({ description: 'A line of a partner’s own, about no customer and no invoice.' }),
    'payout.proposed': payout
      .extend({ proposedAt: time('The run’s time') })
      .meta({ description: 'A run proposed a payout: a person has to approve it. It reserves nothing.' }),
    'payout.replaced': aboutPayout
      .extend({ replacedAt: time('The run’s time') })
      .meta({ description: 'A proposal is gone: a later run would pay other lines, or needs no approval.' }),
    'payout.declined': payout
      .extend({ proposedAt: time('When it was proposed'), declinedAt: time('When it was declined') })
      .meta({ description: 'A person withdrew a proposal.' }),
    'payout.made': payout
      .extend({
        madeAt,
        postedAt: time('The time under which it is in the books'),
        paidAtOnce: z.boolean().meta({ description: 'Whether it is paid; false: in transit until its rail answers' }),
      })
      .meta({ description: 'All payable lines of a partner in one currency are paid, or on their way.' }),
    'payout.paid': payout
      .extend({
        madeAt,
        settledAt: time('When it was paid'),
        postedAt: time('The time under which it is in the books'),
        reference: id('The rail’s id of it').nullable(),
        feeVarianceMinor: minor('What the rail took beyond the fee of the terms; negative: less'),
      })
      .meta({ description: 'The rail took the money of a payout that waited for its answer.' }),
    'payout.failed': payout
      .extend({
        madeAt,
        failedAt: time('When it failed'),
        postedAt: time('The time under which it is in the books'),
      })
      .meta({ description: 'The money of a payout never left: its lines are payable again.' }),
    'payout.returned': payout
      .extend({
        madeAt,
        settledAt: time('When it was paid'),
        returnedAt: time('When the money came back'),
        reference: id('The rail’s id of it').nullable(),
        postedAt: time('The time under which it is in the books'),
      })
      .meta({ description: 'The money of a paid payout came back: it is owed again.' }),
    'line.in_transit': payoutLines.meta({ description: 'Lines are on their way with a payout.' }),
    'line.paid': payoutLines.meta({ description: 'Lines are paid by a payout.' }),
    'line.unpaid': payoutLines.meta({
      description: 'Lines of a payout that failed or was returned are payable again.',
    }),
    'account.approval_changed': decided
      .extend({
        partner,
        currency: currency('Of the account'),
        approval: oneOf(words.APPROVAL_WAITS, 'An open proposal, or one declined for these very lines').nullable(),
      })
      .meta({ description: 'What approval an account waits for changed; null: for none.' }),
    'partner.payout_profile_changed': decided
      .extend({
        partner,
        rail: rail.nullable(),
        methodChangedAt: time(
          'Since when the payout method has another rail or account than the one before',
        ).nullable(),
        taxForms: z
          .array(
            z.object({
              form: text('The form'),
              recordedAt: time('When it was recorded'),
              validThrough: date('Last day of validity; null: until changed').nullable(),
            }),
          )
          .meta({ description: 'The tax forms that are recorded' }),
        acknowledgementOpen: z.boolean().meta({ description: 'Whether an acknowledgement is asked for' }),
        withholdingRate: rate('The partner’s own rate of withholding; null: none was set').nullable(),
        payoutFailed: z
          .boolean()
          .meta({ description: 'Whether a payout failed or was returned, and nothing was done about it since' }),
      })
      .meta({ description: 'What a payout asks of the partner changed.' }),
  },
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
