import { z } from 'zod';
import { date, id, oneOf, personalObject, personalText, personId, rate, requiredPersonalText } from './field-schemas';
import { breaksRule, given, givenOneOf } from './schema-rules';

/** Requirements that a partner can meet (contract.md, section 1). */
export const REQUIREMENTS = [
  'agreement',
  'onboarding',
  'integration_live',
  'co_marketing',
  'dedicated_contact',
  'quarterly_review',
  'certified_analyst',
] as const;

/** Tax forms that make a partner payable. */
export const TAX_FORMS = ['W-9', 'W-8BEN', 'W-8BEN-E'] as const;

const partner = id('The partner');
const by = personId('Who decided');
const reason = personalText('text', 'Why');
const type = id('A partner type of the program’s terms');
const name = personalText('name', 'The partner’s name').optional();
const company = personalText('company', 'The partner’s company').optional();
const email = personalText('email', 'The partner’s e-mail; reveals self-referrals').optional();

const decision = z.object({ partner, by: by.optional(), reason: reason.optional() });
const checklist = id('Which checklist; missing: whichever is open').optional();
const requirement = oneOf(REQUIREMENTS, 'The requirement');

const withCustomer = z.object({ partner, customer: id('The customer') });

interface PayoutMethod {
  readonly rail: string;
  readonly account?: string | undefined;
}

/** Every rail but `manual` needs the account that it pays to. */
function namesAccount(context: z.core.ParsePayload<PayoutMethod>): void {
  const { rail, account } = context.value;
  if (rail !== 'manual' && account === undefined) breaksRule(context, ['account'], 'missing');
}

/** `data` of the `partner.*` events of `partner-ledger.partners.v1`. */
export const PARTNER_SCHEMAS = {
  'partner.applied': z
    .object({
      partner,
      type,
      name,
      email,
      company,
      answers: personalObject('The answers given in the form').optional(),
    })
    .meta({ description: 'A partner applied to the program.' }),
  'partner.contact_changed': z
    .object({ partner, name, email, company, by: by.optional() })
    .check(given('name', 'email', 'company'))
    .meta({
      description: 'Name, e-mail or company of a partner changed.',
      ...givenOneOf('name', 'email', 'company'),
    }),
  'partner.info_requested': decision.meta({ description: 'Staff asked the applicant for more information.' }),
  'partner.approved': decision.meta({ description: 'The application was approved: the partner is active.' }),
  'partner.rejected': decision.meta({ description: 'The application was rejected.' }),
  'partner.enrolled': z
    .object({ partner, type, name, email })
    .meta({ description: 'A partner joined by itself, without review; only self-serve types.' }),
  'partner.suspended': decision.meta({
    description: 'The partner is suspended: it is held, and its new claims do not count.',
  }),
  'partner.reinstated': decision.meta({ description: 'A suspension or a termination ended.' }),
  'partner.terminated': decision.meta({ description: 'The partner was removed: it earns nothing on later revenue.' }),
  'partner.withholding_set': z
    .object({
      partner,
      rate: rate('What is withheld of the partner’s payouts from now on'),
      by,
      reason: reason.optional(),
    })
    .meta({ description: 'Tax is withheld from a partner’s payouts at a rate of its own.' }),
  'partner.rate_set': z
    .object({ partner, rate: rate('The partner’s own rate, for revenue from now on'), by, reason: reason.optional() })
    .meta({ description: 'A rate was agreed with a partner.' }),
  'partner.activity_locked': z
    .object({ partner, until: date('Shown as active until this day (exclusive)'), by })
    .meta({ description: 'An admin set an active-until date.' }),
  'partner.tier_set': z
    .object({ partner, tier: id('A tier of the program’s terms') })
    .meta({ description: 'A partner was moved to another tier.' }),
  'partner.engagement_ended': withCustomer.meta({
    description: 'The partner no longer looks after the customer: its revenue earns it nothing.',
  }),
  'partner.engagement_resumed': withCustomer.meta({ description: 'The partner looks after the customer again.' }),
  'partner.acknowledgement_required': z
    .object({ partner, checklist })
    .meta({ description: 'The partner must acknowledge the compliance checklist before it is paid.' }),
  'partner.compliance_acknowledged': z
    .object({ partner, checklist })
    .meta({ description: 'The partner acknowledged it; the request is closed.' }),
  'partner.requirement_met': z
    .object({ partner, requirement, person: personId('Who meets it, where several can').optional() })
    .meta({ description: 'The partner meets a requirement of the program.' }),
  'partner.requirement_lapsed': z
    .object({ partner, requirement, person: personId('Who no longer meets it; missing: all').optional() })
    .meta({ description: 'The partner no longer meets a requirement.' }),
  'partner.violation_recorded': decision.meta({
    description: 'A price-policy violation: first a warning, then a hold, then the end.',
  }),
  'partner.violation_hold_lifted': decision.meta({ description: 'The hold for violations was lifted.' }),
  'partner.revenue_share_opted_out': z
    .object({ partner })
    .meta({ description: 'The partner takes no revenue share from now on.' }),
  'partner.revenue_share_opted_in': z
    .object({ partner })
    .meta({ description: 'The partner takes its revenue share again.' }),
  'partner.tax_form_recorded': z
    .object({
      partner,
      form: oneOf(TAX_FORMS, 'Which form'),
      signedOn: date('Day of the signature; a W-8 ends with the third year after it'),
    })
    .meta({ description: 'A tax form of the partner is valid from now on.' }),
  'partner.payout_method_set': z
    .object({
      partner,
      rail: id('`stripe`, `paypal` or `manual`; the program’s terms say which it offers'),
      account: requiredPersonalText('account', 'Where the rail pays to; not for `manual`').optional(),
      by: personId('Who set it').optional(),
    })
    .check(namesAccount)
    .meta({
      description: 'How the partner is paid from now on.',
      if: { properties: { rail: { not: { const: 'manual' } } } },
      then: { properties: { account: {} }, required: ['account'] },
    }),
};
