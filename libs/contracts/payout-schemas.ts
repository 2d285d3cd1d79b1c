import { z } from 'zod';
import {
  amount,
  currency,
  id,
  personalText,
  personId,
  positiveAmount,
  requiredPersonalText,
  signedAmount,
  time,
} from './field-schemas';
import { breaksRule } from './schema-rules';

const payout = id('The payout: `po-1`, `po-2`, … within its program');
const partner = id('The partner');
const by = personId('Who decided');
const reason = personalText('text', 'Why');
const requiredReason = requiredPersonalText('text', 'Why');

const decision = z.object({ payout, by, reason: reason.optional() });
const failure = z.object({
  payout,
  code: id('The rail’s code, or a word of those who record it'),
  reason: reason.optional(),
  by: personId('Who recorded it').optional(),
});

/** An adjustment of nothing is none. */
function isNotNothing(context: z.core.ParsePayload<{ readonly amount: number }>): void {
  if (context.value.amount === 0) breaksRule(context, ['amount'], '0');
}

/** `data` of the events of `partner-ledger.payouts.v1` (payouts.md, part 1). */
export const PAYOUT_SCHEMAS = {
  'rail.connected': z
    .object({ rail: id('`stripe`, `paypal` or `manual`; the program’s terms say which it offers') })
    .meta({ description: 'Payouts made by the rail from now on wait for its answer.' }),
  'payout.approved': decision.meta({ description: 'Somebody approved a proposed payout: it is made.' }),
  'payout.declined': decision.meta({ description: 'Somebody declined a proposed payout: it is withdrawn.' }),
  'payout.settled': z
    .object({
      payout,
      reference: id('The rail’s id of it').optional(),
      fee: amount('What the rail really took, in minor units; missing: the fee of the terms').optional(),
      by: personId('Who recorded it').optional(),
    })
    .meta({ description: 'The rail took the money: the payout is paid.' }),
  'payout.failed': failure.meta({ description: 'The money never left: its lines are payable again.' }),
  'payout.returned': failure.meta({ description: 'The money of a paid payout came back: it is owed again.' }),
  'payouts.resumed': z
    .object({ partner, by, reason: reason.optional() })
    .meta({ description: 'A partner is paid again after a payout that failed or was returned.' }),
  'adjustment.posted': z
    .object({
      adjustment: id('The adjustment'),
      partner,
      currency: currency('Currency of the amount'),
      amount: signedAmount('In minor units, not 0; negative: taken from the partner'),
      by,
      reason: requiredReason,
    })
    .check(isNotNothing)
    .meta({ description: 'A bonus, correction or one-off fee: a line of its own for the partner.' }),
  'balance.written_off': z
    .object({
      partner,
      currency: currency('Currency of the amount'),
      amount: positiveAmount('How much of what the partner owes, in minor units'),
      by,
      reason: requiredReason,
    })
    .meta({ description: 'What a partner owes and will never pay back is given up.' }),
  'balance.forfeited': z
    .object({ partner, by, reason: requiredReason })
    .meta({ description: 'A partner that cheated loses all that is unpaid, in every currency.' }),
  'payouts.paid_elsewhere': z
    .object({
      partner: id('The partner; missing: all').optional(),
      until: time('Lines whose earning event is before this count as paid'),
      by,
      evidence: requiredPersonalText('text', 'What the decision rests on'),
    })
    .meta({ description: 'What was earned before a time was paid before this ledger took over.' }),
};
