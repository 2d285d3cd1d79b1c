import { plusDays } from '@ledger/kernel/instant';
import { at } from '@tools/histories/times';
import { sell, type Won } from '../behaviours/customer-lifecycle';
import { loseProtection, protectAccount, registerDeal, reregisterDeal } from '../behaviours/deals';
import { contactBySales, matchLead, recordTouchpoint, submitLead } from '../behaviours/leads';
import { signContract } from '../behaviours/sign-ups';
import type { CustomerIdentity } from '../fictional-directory';
import type { SampleYear } from '../sample-year';

const MONTHLY = { currency: 'USD', interval: 'month', periods: 12, paysAfterDays: [1, 12] } as const;

/** Who introduced whom: registrations, protections, direct sales, touchpoints, and the competition between them. */
export function threeTierDeals(year: SampleYear): void {
  integrationPartnerRegistersAndKeepsAnActiveLead(year);
  solutionPartnersShareAPipeline(year);
  protectionWinsOverAnEarlierRegistration(year);
  protectionsEnd(year);
  registrationsRunOut(year);
  affiliateComesAfterDirectContact(year);
  salesKnewTheLead(year);
  partnersHelpADealAlong(year);
  dealByCompanyNameIsMatched(year);
}

function newcomer(year: SampleYear): CustomerIdentity {
  return year.scene.directory.customer();
}

function settle(year: SampleYear, customer: CustomerIdentity, signedUpOn: string, priceMinor: number): Won {
  return sell(year.scene, { signedUpOn, plan: { ...MONTHLY, priceMinor } }, customer);
}

function integrationPartnerRegistersAndKeepsAnActiveLead(year: SampleYear): void {
  const { scene } = year;
  const customer = newcomer(year);
  contactBySales(scene, customer.customer, at('2026-04-27', '10:00'), 'active');
  registerDeal(scene, year.partner('heron'), at('2026-05-04', '11:00'), {
    customer: customer.customer,
    company: customer.company,
    daysSinceFirstContact: 9,
    evidence: 'call notes of 25 April',
  });
  year.remember('heron', settle(year, customer, '2026-05-26', 54_900));
}

function solutionPartnersShareAPipeline(year: SampleYear): void {
  const { scene } = year;
  const customer = newcomer(year);
  registerDeal(scene, year.partner('kestrel'), at('2026-05-05', '09:00'), {
    customer: customer.customer,
    daysSinceFirstContact: 3,
    relationship: 'current',
  });
  registerDeal(scene, year.partner('osprey'), at('2026-05-08', '09:00'), {
    customer: customer.customer,
    daysSinceFirstContact: 13.9,
  });
  registerDeal(scene, year.partner('plover'), at('2026-05-11', '09:00'), {
    customer: customer.customer,
    daysSinceFirstContact: 1,
  });
  year.remember('kestrel', settle(year, customer, '2026-06-09', 99_900));
}

function protectionWinsOverAnEarlierRegistration(year: SampleYear): void {
  const { scene } = year;
  const customer = newcomer(year);
  registerDeal(scene, year.partner('heron'), at('2026-07-01', '10:00'), {
    customer: customer.customer,
    daysSinceFirstContact: 2,
  });
  protectAccount(scene, year.partner('osprey'), customer.customer, at('2026-07-06', '10:00'));
  year.remember('osprey', settle(year, customer, '2026-08-04', 79_900));
}

function protectionsEnd(year: SampleYear): void {
  const { scene } = year;
  const idle = newcomer(year);
  protectAccount(scene, year.partner('kestrel'), idle.customer, at('2026-06-02', '10:00'));
  submitLead(scene, year.partner('wren'), at('2026-06-24', '10:00'), { customer: idle.customer, email: idle.email });
  settle(year, idle, '2026-07-14', 24_900);
  const given = newcomer(year);
  protectAccount(scene, year.partner('kestrel'), given.customer, at('2026-07-08', '10:00'));
  loseProtection(scene, year.partner('kestrel'), given.customer, at('2026-08-19', '10:00'));
  submitLead(scene, year.partner('plover'), at('2026-08-24', '10:00'), { customer: given.customer });
  settle(year, given, '2026-09-01', 27_900);
}

function registrationsRunOut(year: SampleYear): void {
  const { scene } = year;
  const slow = newcomer(year);
  const deal = registerDeal(scene, year.partner('heron'), at('2026-03-23', '10:00'), {
    customer: slow.customer,
    daysSinceFirstContact: 5,
  });
  reregisterDeal(scene, deal, at('2026-05-18', '10:00'));
  reregisterDeal(scene, deal, at('2026-07-27', '10:00'));
  reregisterDeal(scene, deal, at('2026-12-07', '10:00'));
  settle(year, slow, '2026-09-15', 64_900);
  const never = newcomer(year);
  registerDeal(scene, year.partner('plover'), at('2026-04-07', '10:00'), {
    customer: never.customer,
    daysSinceFirstContact: 2,
  });
  submitLead(scene, year.partner('avocet'), at('2026-09-02', '10:00'), { customer: never.customer });
  settle(year, never, '2026-09-23', 21_900);
  registerDeal(scene, year.partner('osprey'), at('2026-06-18', '10:00'), {
    customer: never.customer,
    daysSinceFirstContact: 14.2,
  });
  reregisterDeal(scene, 'deal-900', at('2026-10-14', '10:00'));
}

function affiliateComesAfterDirectContact(year: SampleYear): void {
  const { scene } = year;
  const customer = newcomer(year);
  contactBySales(scene, customer.customer, at('2026-08-11', '10:00'), 'dormant');
  registerDeal(scene, year.partner('wren'), at('2026-08-20', '10:00'), {
    customer: customer.customer,
    daysSinceFirstContact: 1,
  });
  settle(year, customer, '2026-09-08', 18_900);
}

function salesKnewTheLead(year: SampleYear): void {
  const { scene } = year;
  const active = newcomer(year);
  contactBySales(scene, active.customer, at('2026-06-10', '10:00'), 'active');
  submitLead(scene, year.partner('heron'), at('2026-06-15', '10:00'), {
    customer: active.customer,
    email: active.email,
  });
  settle(year, active, '2026-07-01', 74_900);
  const dormant = newcomer(year);
  contactBySales(scene, dormant.customer, at('2026-02-10', '10:00'), 'active');
  contactBySales(scene, dormant.customer, at('2026-06-30', '10:00'), 'dormant');
  submitLead(scene, year.partner('wren'), at('2026-07-09', '10:00'), {
    email: dormant.email,
    company: dormant.company,
  });
  year.remember('wren', settle(year, dormant, '2026-07-22', 31_900));
}

function partnersHelpADealAlong(year: SampleYear): void {
  const { scene } = year;
  const customer = newcomer(year);
  recordTouchpoint(scene, year.partner('finch'), customer.customer, at('2026-06-05', '10:00'), 'reference');
  recordTouchpoint(scene, year.partner('kestrel'), customer.customer, at('2026-08-27', '10:00'), 'demo');
  recordTouchpoint(scene, year.partner('avocet'), customer.customer, at('2026-09-03', '10:00'), 'case_study');
  recordTouchpoint(scene, year.partner('kestrel'), customer.customer, at('2026-09-10', '10:00'), 'co_sell');
  signContract(scene, customer.customer, at('2026-09-28', '15:00'), 'USD', 1_198_800);
  settle(year, customer, '2026-09-30', 99_900);
  recordTouchpoint(scene, year.partner('osprey'), customer.customer, at('2026-10-08', '10:00'), 'demo');
}

function dealByCompanyNameIsMatched(year: SampleYear): void {
  const { scene } = year;
  const customer = newcomer(year);
  const deal = registerDeal(scene, year.partner('plover'), at('2026-09-21', '10:00'), {
    company: customer.company,
    daysSinceFirstContact: 4,
  });
  const won = settle(year, customer, '2026-10-07', 36_900);
  matchLead(scene, { deal }, customer.customer, plusDays(won.signedUp.time, 20));
}
