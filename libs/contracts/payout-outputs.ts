import { z } from 'zod';
import * as words from './decided-words';
import { currency, date, id, oneOf, rate, time } from './field-schemas';
import { count, decided, invoice, minor, month, partner, text } from './output-fields';

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

/** `data` of the events that the payout service tells other systems, by CloudEvents type. */
export const PAYOUT_OUTPUTS = {
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
  'payout.sent': aboutPayout
    .extend({
      rail: oneOf(words.PAYING_RAILS, 'By what it is paid'),
      netMinor: minor('What is sent'),
      attempt: count(1, 'The attempt: the next has a new key, after the rail refused the one before for good'),
      sentAt: time('When its first request left'),
    })
    .meta({ description: 'A payout is on its way to its rail, which has not said yet that it took the money.' }),
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
      methodChangedAt: time('Since when the payout method has another rail or account than the one before').nullable(),
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
  'tax_form.expiring': decided
    .extend({
      partner,
      form: text('The form'),
      validThrough: date('Its last day'),
      daysLeft: count(1, 'So many days are left until then'),
      remindedAt: time('The first instant of the day of the reminder'),
    })
    .meta({ description: 'The last valid tax form of a partner that needs one expires soon.' }),
  'statement.closed': decided
    .extend({
      partner,
      currency: currency('Of the statements'),
      fromMonth: month('The first month that was closed with it and has a statement'),
      month: month('The month that was closed'),
      closedAt: time('When it was closed'),
    })
    .meta({ description: 'The statements of a partner never change after this: their months are closed.' }),
} as const satisfies Record<string, z.ZodObject>;
