import { plusDays } from '@ledger/kernel/instant';
import { at } from '@tools/histories/times';
import { sell } from '../behaviours/customer-lifecycle';
import { matchLead, submitLead } from '../behaviours/leads';
import { click, createLink } from '../behaviours/links-and-clicks';
import { activate, signContract, signUp } from '../behaviours/sign-ups';
import { overrideAttribution } from '../behaviours/standing';
import type { SampleYear } from '../sample-year';

const MONTHLY = { currency: 'USD', interval: 'month', periods: 12 } as const;

/** Claims that are not simply a code at checkout: leads, campaigns, clicks, and those that lose. */
export function plixoLeadsAndClaims(year: SampleYear): void {
  leadByEmailCountsWhenTheCustomerSignsUp(year);
  leadIsMatchedByStaff(year);
  secondLeadComesLaterAndStaffOverride(year);
  clickOfLongAgoDoesNotCount(year);
  rejectedPartnerClaims(year);
  partnerSignsUpItself(year);
  signUpAfterTheContractComesTooLate(year);
  pendingPartnerIsGivenACredit(year);
  campaigns(year);
}

function leadByEmailCountsWhenTheCustomerSignsUp(year: SampleYear): void {
  const { scene } = year;
  const customer = scene.directory.customer();
  submitLead(scene, year.partner('birch'), at('2026-06-02', '14:05'), {
    email: ` ${customer.email.toUpperCase()}`,
    company: customer.company,
  });
  sell(scene, { signedUpOn: '2026-06-10', plan: { ...MONTHLY, priceMinor: 42_900 } }, customer);
}

function leadIsMatchedByStaff(year: SampleYear): void {
  const { scene } = year;
  const customer = scene.directory.customer();
  const lead = submitLead(scene, year.partner('juniper'), at('2026-06-24', '09:30'), {
    email: `office@${customer.email.split('@')[1] ?? 'customer.example'}`,
    company: customer.company,
  });
  sell(scene, { signedUpOn: '2026-07-21', plan: { ...MONTHLY, priceMinor: 33_900 } }, customer);
  matchLead(scene, { referral: lead }, customer.customer, at('2026-08-19', '11:00'));
}

function secondLeadComesLaterAndStaffOverride(year: SampleYear): void {
  const { scene } = year;
  const customer = scene.directory.customer();
  submitLead(scene, year.partner('maple'), at('2026-07-02', '10:10'), {
    customer: customer.customer,
    email: customer.email,
    company: customer.company,
  });
  submitLead(scene, year.partner('alder'), at('2026-07-03', '08:55'), {
    customer: customer.customer,
    email: customer.email,
    company: customer.company,
  });
  sell(scene, { signedUpOn: '2026-07-16', plan: { ...MONTHLY, priceMinor: 58_900 } }, customer);
  const shares = [
    { partner: 'alder', role: 'sourced', weight: 2 },
    { partner: 'maple', role: 'sourced', weight: 1 },
  ] as const;
  overrideAttribution(
    scene,
    customer.customer,
    shares,
    at('2026-10-12', '13:20'),
    'referral-log/2026-07: minutes of the joint call on 1 July',
  );
}

function clickOfLongAgoDoesNotCount(year: SampleYear): void {
  const { scene } = year;
  sell(scene, {
    signedUpOn: '2026-09-15',
    code: year.partner('larch').code,
    clickedDaysBefore: 97,
    plan: { ...MONTHLY, priceMinor: 15_900 },
  });
}

function rejectedPartnerClaims(year: SampleYear): void {
  const { scene } = year;
  sell(scene, {
    signedUpOn: '2026-03-12',
    code: year.partner('ginkgo').code,
    plan: { ...MONTHLY, periods: 4, priceMinor: 11_900 },
  });
}

function partnerSignsUpItself(year: SampleYear): void {
  const { scene } = year;
  const willow = year.partner('willow');
  const itself = { ...scene.directory.customer(), name: willow.name, email: willow.email, company: willow.company };
  sell(
    scene,
    { signedUpOn: '2026-06-05', code: willow.code, plan: { ...MONTHLY, periods: 3, priceMinor: 9_900 } },
    itself,
  );
}

function signUpAfterTheContractComesTooLate(year: SampleYear): void {
  const { scene } = year;
  const customer = scene.directory.customer();
  signContract(scene, customer.customer, at('2026-09-08', '16:00'), 'USD', 1_200_000);
  const clickId = click(scene, at('2026-09-21', '07:41'), year.partner('birch').code);
  signUp(scene, customer, at('2026-09-22', '09:00'), { referralCode: year.partner('cedar').code, clickId });
  activate(scene, customer.customer, at('2026-09-24', '05:30'));
}

function pendingPartnerIsGivenACredit({ scene }: SampleYear): void {
  const won = sell(scene, { signedUpOn: '2026-10-20', plan: { ...MONTHLY, priceMinor: 47_900 } });
  overrideAttribution(
    scene,
    won.customer,
    [{ partner: 'hazel', role: 'sourced', weight: 1 }],
    at('2026-12-17', '10:45'),
    'crm/opportunity-4471: introduced by Hazel before it applied',
  );
}

/** Further links for campaigns; people click on them, and most do nothing else. */
function campaigns(year: SampleYear): void {
  const { scene } = year;
  for (const [name, campaign, from] of [
    ['alder', 'SPRING', '2026-03-02'],
    ['birch', 'WEBINAR', '2026-05-11'],
    ['cedar', 'MESSE', '2026-09-01'],
    ['juniper', 'PODCAST', '2026-10-12'],
  ] as const) {
    const code = `${name.toUpperCase()}-${campaign}`;
    createLink(scene, year.partner(name), at(from, '08:30'), code, campaign.toLowerCase());
    for (let day = 1; day <= 4; day += 1) click(scene, plusDays(at(from, '12:00'), day * 5), code);
  }
}
