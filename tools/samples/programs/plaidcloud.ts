import type { MinorUnits } from '@tools/histories/ledger-event-json';
import { at, daysLater, plusMinutes } from '@tools/histories/times';
import { apply, applyAndGetApproved, askForMoreInformation, reject } from '../behaviours/applications';
import { sell, type Won } from '../behaviours/customer-lifecycle';
import { registerDeal } from '../behaviours/deals';
import { setUpService, taxOn, together, usageBetween, type Plan } from '../behaviours/invoices';
import { matchLead } from '../behaviours/leads';
import { closePeriods, endTheYear } from '../behaviours/month-end';
import { setPayoutMethod } from '../behaviours/payout-setup';
import { meetRequirement } from '../behaviours/standing';
import type { SampleYear } from '../sample-year';
import { plaidcloudTroubles } from './plaidcloud-troubles';

/** A year of the solutions partners' revenue share: 10 % of what is billed to registered clients, paid by the quarter. */
export function plaidcloudYear(year: SampleYear): void {
  recruitPartners(year);
  registerAndWinClients(year);
  registerByCompanyName(year);
  plaidcloudTroubles(year);
  closePeriods(year.scene, '2026-01', '2026-09', 10);
  endTheYear(year.scene);
}

const APPROVED = [
  { name: 'quartz', appliedOn: '2026-01-05', analysts: ['analyst-11', 'analyst-12'], rail: 'stripe' },
  { name: 'basalt', appliedOn: '2026-01-07', analysts: ['analyst-21'], rail: null, question: 'Who is your analyst?' },
  { name: 'garnet', appliedOn: '2026-01-19', analysts: ['analyst-31'], rail: 'paypal' },
  { name: 'onyx', appliedOn: '2026-02-02', analysts: ['analyst-41'], rail: 'manual' },
  { name: 'topaz', appliedOn: '2026-02-16', analysts: ['analyst-51'], rail: null },
  { name: 'beryl', appliedOn: '2026-03-02', analysts: ['analyst-61'], rail: null },
  { name: 'jasper', appliedOn: '2026-04-13', analysts: [], rail: null },
] as const;

function recruitPartners(year: SampleYear): void {
  const { scene } = year;
  for (const row of APPROVED) {
    const who = year.introduce(row.name, 'partner');
    const approvedAt = applyAndGetApproved(scene, who, row);
    for (const person of row.analysts)
      meetRequirement(scene, who, 'certified_analyst', plusMinutes(approvedAt, 60), person);
    if (row.rail !== null) setPayoutMethod(scene, who, plusMinutes(approvedAt, 90), row.rail);
  }
  const mica = year.introduce('mica', 'partner');
  apply(scene, mica, at('2026-02-23', '10:00'));
  reject(scene, mica, at('2026-02-25', '16:00'), 'No clients in our market.');
  const feldspar = year.introduce('feldspar', 'partner');
  apply(scene, feldspar, at('2026-12-03', '10:00'));
  askForMoreInformation(scene, feldspar, at('2026-12-07', '11:00'), 'Please name your certified analyst.');
}

/** What a client is billed. */
function billing(priceMinor: MinorUnits, more: Partial<Plan> = {}): Omit<Plan, 'customer' | 'startsOn'> {
  return { currency: 'USD', interval: 'month', periods: 12, priceMinor, paysAfterDays: [15, 40], ...more };
}

/** A client is registered with evidence some weeks before it signs up. */
function winRegistered(
  year: SampleYear,
  name: string,
  signedUpOn: string,
  plan: Omit<Plan, 'customer' | 'startsOn'>,
): Won {
  const { scene } = year;
  const client = scene.directory.customer();
  registerDeal(scene, year.partner(name), scene.on(daysLater(signedUpOn, -scene.random.integer(8, 40))), {
    customer: client.customer,
    company: client.company,
    daysSinceFirstContact: scene.random.integer(1, 60),
    relationship: scene.random.chance(0.4) ? 'current' : 'prospective',
    evidence: `statement of work ${scene.random.integer(100, 999)}`,
  });
  const won = sell(scene, { signedUpOn, plan }, client);
  year.remember(name, won);
  return won;
}

function registerAndWinClients(year: SampleYear): void {
  const usage = usageBetween(year.scene, 2_000, 45_000);
  const annual = { interval: 'year', periods: 1 } as const;
  winRegistered(
    year,
    'quartz',
    '2026-02-10',
    billing(240_000, { furtherLines: together(usage, setUpService(500_000)) }),
  );
  winRegistered(year, 'quartz', '2026-03-17', billing(120_000, { kind: 'platform_fee', furtherLines: usage }));
  winRegistered(year, 'quartz', '2026-04-28', billing(3_600_000, annual));
  winRegistered(year, 'basalt', '2026-02-18', billing(90_000, { furtherLines: usage }));
  winRegistered(year, 'basalt', '2026-05-13', billing(150_000, { currency: 'EUR', furtherLines: taxOn(150_000, 20) }));
  winRegistered(year, 'garnet', '2026-03-04', billing(60_000, { furtherLines: usage }));
  winRegistered(year, 'garnet', '2026-06-10', billing(1_200_000, annual));
  winRegistered(year, 'onyx', '2026-03-25', billing(180_000));
  winRegistered(year, 'onyx', '2026-07-08', billing(75_000, { furtherLines: usage }));
  winRegistered(year, 'topaz', '2026-04-14', billing(110_000));
  winRegistered(year, 'topaz', '2026-08-19', billing(45_000, { furtherLines: usage }));
  winRegistered(year, 'beryl', '2026-05-05', billing(200_000));
  winRegistered(year, 'beryl', '2026-09-02', billing(130_000, { furtherLines: usage }));
  winRegistered(year, 'jasper', '2026-06-02', billing(95_000));
}

/** Where the partner does not know the customer's number, staff match the registration later. */
function registerByCompanyName(year: SampleYear): void {
  const { scene } = year;
  const client = scene.directory.customer();
  const registration = { company: client.company, daysSinceFirstContact: 12, evidence: 'letter of intent' };
  const deal = registerDeal(scene, year.partner('onyx'), at('2026-07-20', '10:00'), registration);
  year.remember('onyx', sell(scene, { signedUpOn: '2026-09-16', plan: billing(85_000) }, client));
  matchLead(scene, { deal }, client.customer, at('2026-10-22', '11:30'));
}
