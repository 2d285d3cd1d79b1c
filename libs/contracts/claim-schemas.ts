import { z } from 'zod';
import { id, oneOf, personalText, personId, plainText, requiredPersonalText, time, weight } from './field-schemas';
import { anyOf, atLeastOne, exactlyOne, exactlyOneOf, noneTwice } from './schema-rules';

/** What a partner did to help close a lead. */
const TOUCHPOINT_KINDS = ['demo', 'case_study', 'reference', 'co_sell'] as const;
/** The parts that a credited partner can have had. */
export const CREDIT_ROLES = ['sourced', 'influenced'] as const;
export type CreditRole = (typeof CREDIT_ROLES)[number];

const partner = id('The partner');
const customer = id('The customer');
const company = personalText('company', 'The prospect’s company').optional();
const withCustomer = z.object({ partner, customer });

const credit = z.object({
  partner,
  role: oneOf(CREDIT_ROLES, 'Brought the customer, or helped'),
  weight: weight('Relative weight; 1 if missing, ignored for influenced').optional(),
});

/** `data` of the events about who brought a customer, of `partner-ledger.partners.v1`. */
export const CLAIM_SCHEMAS = {
  'joint_customer.recorded': withCustomer.meta({
    description: 'Account mapping found a customer that the partner and the company share.',
  }),
  'link.created': z
    .object({
      partner,
      code: id('The code; one partner’s only'),
      campaign: plainText('Which campaign it is for').optional(),
      target: plainText('The page that the link leads to').optional(),
    })
    .meta({ description: 'A partner got a referral code or link.' }),
  'referral.clicked': z
    .object({ code: id('The code of the link'), clickId: id('The click; a sign-up may name it') })
    .meta({ description: 'Somebody followed a partner’s link.' }),
  'referral.submitted': z
    .object({
      referral: id('The lead'),
      partner,
      customer: id('The customer, where the partner knows its id').optional(),
      email: personalText('email', 'The lead’s e-mail; matches the sign-up’s').optional(),
      company,
    })
    .check(atLeastOne('customer', 'email'))
    .meta({ description: 'A partner submitted a lead.', ...anyOf('customer', 'email') }),
  'deal.registered': z
    .object({
      deal: id('The registration'),
      partner,
      customer: id('The customer, where the partner knows its id').optional(),
      company,
      firstContactAt: time('When the partner first had contact'),
      relationship: oneOf(['current', 'prospective'], 'Whether the prospect is already the partner’s client'),
      evidence: personalText('text', 'What shows the relationship').optional(),
    })
    .check(atLeastOne('customer', 'company'))
    .meta({ description: 'A partner registered a deal.', ...anyOf('customer', 'company') }),
  'deal.reregistered': z
    .object({ deal: id('The registration that expired') })
    .meta({ description: 'An expired registration was made anew, once.' }),
  'lead.matched': z
    .object({
      referral: id('The lead').optional(),
      deal: id('The registration').optional(),
      customer,
      by: personId('Who matched them'),
    })
    .check(exactlyOne('referral', 'deal', 'referral or deal'))
    .meta({
      description: 'Staff found which customer a lead or registration is about; may come before it.',
      ...exactlyOneOf('referral', 'deal'),
    }),
  'touchpoint.recorded': z
    .object({ partner, customer, kind: oneOf(TOUCHPOINT_KINDS, 'What the partner did') })
    .meta({ description: 'A partner helped with a lead that was already there.' }),
  'account.protected': withCustomer.meta({
    description: 'A customer is on the partner’s protected list for the rest of the quarter.',
  }),
  'account.protection_lost': withCustomer.meta({ description: 'The protection ended early and frees its place.' }),
  'attribution.overridden': z
    .object({
      customer,
      credits: z
        .array(credit)
        .check(noneTwice('partner'))
        .meta({ description: 'Who is credited, each partner once; may be empty' }),
      from: time('From which earning event on; missing: all, from the first').optional(),
      by: personId('Who decided'),
      evidence: requiredPersonalText('text', 'What the decision rests on'),
    })
    .meta({
      description: 'Staff decided who is credited, for the customer’s revenue, all or from a time on; the latest wins.',
    }),
};
