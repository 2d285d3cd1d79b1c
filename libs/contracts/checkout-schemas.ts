import { z } from 'zod';
import { amount, currency, id, oneOf, personalText, requiredPersonalText } from './field-schemas';

const customer = id('The customer, as the checkout names it');

/** `data` of the events of `partner-ledger.checkout.v1`. */
export const CHECKOUT_SCHEMAS = {
  'customer.signed_up': z
    .object({
      customer,
      name: personalText('name', 'Who signed up').optional(),
      email: personalText('email', 'E-mail given at the sign-up; matches leads and reveals self-referrals').optional(),
      company: personalText('company', 'Company given at the sign-up').optional(),
      referralCode: id('A partner’s code, entered or carried by the link').optional(),
      clickId: id('The click on a partner’s link that led here').optional(),
    })
    .meta({ description: 'A customer signed up; with a code or a click it is a claim of that partner.' }),
  'customer.activated': z
    .object({ customer })
    .meta({ description: 'A customer became active: a logo won, a tenant onboarded.' }),
  'customer.activation_voided': z
    .object({ customer, reason: requiredPersonalText('text', 'Why the activations up to now do not count') })
    .meta({ description: 'The activations of a customer up to now are struck out as wins.' }),
  'contract.signed': z
    .object({
      customer,
      currency: currency('Currency of the value').optional(),
      value: amount('Value of the contract, in minor units').optional(),
    })
    .meta({ description: 'The deal is closed; who is credited for the customer settles at the latest now.' }),
  'customer.churned': z
    .object({ customer, reason: personalText('text', 'Why the customer left').optional() })
    .meta({ description: 'A customer left; later revenue earns nothing until it is activated again.' }),
  'lead.contacted_by_sales': z
    .object({ customer, engagement: oneOf(['active', 'dormant'], 'Whether sales actively works the lead') })
    .meta({ description: 'Direct sales had contact with a lead: it is in the CRM from now on.' }),
};
