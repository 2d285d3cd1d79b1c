import { plusDays } from '@ledger/kernel/instant';
import { takesClaim, usesEventType, usesInfluence } from '@ledger/program/uses';
import { activate, claim, click, earn, paidKinds, refund, register, submitLead } from './claim-and-earn';
import { joinTheProgram, selfServeTypes, type Member } from './join-the-program';
import { inEveryProgram, type Scenario } from './scenario';
import type { World } from './world';

const LASTS_DAYS = 260;

/** Nothing in particular: partners and customers to whom anything happens at any time. */
export const CHAOS: Scenario = {
  shows: 'anything at any time',
  lastsDays: LASTS_DAYS,
  possibleIn: inEveryProgram,
  play(world) {
    const partners = [0, 1, 2].map(() => somePartner(world));
    for (let which = 0; which < 2; which += 1) someCustomer(world, partners);
    for (const who of partners) somethingHappensTo(world, who);
  },
};

function anyDay(world: World): ReturnType<World['day']> {
  return world.day(world.random.integer(0, LASTS_DAYS), world.random.pick([0, 0, world.random.integer(0, 23)]));
}

function somePartner(world: World): Member {
  const selfServe = selfServeTypes(world.terms);
  const type = selfServe.length > 0 && world.random.chance(0.4) ? { type: world.random.pick(selfServe) } : {};
  const rail = world.random.pick(world.terms.payout.rails);
  return joinTheProgram(world, world.day(world.random.integer(0, 20)), {
    ...type,
    rail,
    approved: world.random.chance(0.9),
  });
}

function someCustomer(world: World, partners: readonly Member[]): void {
  const { random } = world;
  const customer = world.name('customer');
  for (let claims = random.integer(1, 3); claims > 0; claims -= 1) someClaim(world, random.pick(partners), customer);
  if (random.chance(0.8)) activate(world, customer, anyDay(world));
  if (random.chance(0.2)) world.plan('customer.activation_voided', anyDay(world), { customer, reason: 'by mistake' });
  if (random.chance(0.3)) world.plan('contract.signed', anyDay(world), { customer });
  if (random.chance(0.3)) world.plan('customer.churned', anyDay(world), { customer });
  if (random.chance(0.3))
    world.plan('lead.contacted_by_sales', anyDay(world), {
      customer,
      engagement: random.pick(['active', 'dormant']),
    });
  for (let invoices = random.integer(1, 5); invoices > 0; invoices -= 1) someInvoice(world, customer);
  if (random.chance(0.25)) someOverride(world, partners, customer);
}

function someClaim(world: World, who: Member, customer: string): void {
  const { terms, random } = world;
  const time = world.day(random.integer(5, 90), random.integer(0, 3));
  const ways = [
    () => claim(world, who, customer, time),
    ...(takesClaim(terms, 'lead') ? [() => submitLead(world, who, time, { customer })] : []),
    ...(takesClaim(terms, 'registration') ? [() => register(world, who, customer, time)] : []),
    ...(usesInfluence(terms)
      ? [() => world.plan('touchpoint.recorded', time, { partner: who.partner, customer, kind: 'reference' })]
      : []),
    ...(takesClaim(terms, 'signup')
      ? [
          () =>
            world.plan('customer.signed_up', time, {
              customer,
              clickId: click(world, who, plusDays(time, -random.integer(0, 95))),
            }),
        ]
      : []),
  ];
  random.pick(ways)();
}

function someInvoice(world: World, customer: string): void {
  const { random } = world;
  const currency = random.pick(['USD', 'EUR', 'EUR', 'JPY', 'KWD']);
  const furtherLines = random.chance(0.5)
    ? [{ kind: random.pick([...paidKinds(world.terms), 'tax']), amount: random.integer(0, 9_999) }]
    : [];
  const interval = random.pick(['month', 'year'] as const);
  const { invoice } = earn(world, customer, anyDay(world), random.integer(1, 200_000), {
    currency,
    furtherLines,
    interval,
  });
  if (random.chance(0.3)) refund(world, invoice, anyDay(world), random.integer(1, 120_000));
  if (random.chance(0.1)) world.plan('invoice.voided', anyDay(world), { invoice });
  if (!random.chance(0.2)) return;
  const dispute = world.name('dispute');
  world.plan('dispute.opened', anyDay(world), { dispute, invoice });
  if (random.chance(0.7))
    world.plan('dispute.closed', anyDay(world), { dispute, invoice, outcome: random.pick(['won', 'lost']) });
}

function someOverride(world: World, partners: readonly Member[], customer: string): void {
  const { random } = world;
  const chosen = random.shuffled(partners).slice(0, random.integer(0, partners.length));
  const credits = chosen.map(({ partner }) => {
    const role = usesInfluence(world.terms) && random.chance(0.3) ? 'influenced' : 'sourced';
    return { partner, role, weight: random.integer(1, 5) };
  });
  world.plan('attribution.overridden', anyDay(world), { customer, credits, by: 'staff', evidence: 'log' });
}

const HAPPENINGS = [
  'partner.suspended',
  'partner.reinstated',
  'partner.terminated',
  'partner.violation_recorded',
  'partner.violation_hold_lifted',
  'partner.revenue_share_opted_out',
  'partner.revenue_share_opted_in',
  'partner.acknowledgement_required',
  'partner.compliance_acknowledged',
] as const;

function somethingHappensTo(world: World, who: Member): void {
  const possible = HAPPENINGS.filter((type) => usesEventType(world.terms, type));
  for (let times = world.random.integer(0, 2); times > 0; times -= 1) {
    world.plan(world.random.pick(possible), anyDay(world), { partner: who.partner });
  }
}
