import { claimBy, type Doing } from '../business/steady-customer';
import { setUpPartner } from '../business/steady-partner';
import type { Happening, Telling } from '../telling';
import type { Members } from './members';

/** Every partner is approved, payable and of a tier; customers are theirs in turn, and the last one is everybody's. */
export function* joinInATier({ terms, starts }: Telling, members: Members, tier: string): Generator<Happening> {
  const { partners, customers, codes } = members;
  const joined = partners.map((partner, which) => ({ partner, code: codes[which] ?? partner }));
  const doings: Doing[] = joined.flatMap((who, which) => [
    ...setUpPartner(terms, which, who),
    ...climb(members, who.partner, tier),
  ]);
  for (const [index, customer] of customers.entries()) {
    const who = joined[index % joined.length];
    if (who !== undefined) doings.push(claimBy(terms, who, customer, starts));
  }
  const credits = partners.map((partner, index) => ({ partner, role: 'sourced', weight: index + 1 }));
  const shared = { customer: customers.at(-1), credits, by: 'staff', evidence: 'log' };
  doings.push({ type: 'attribution.overridden', data: shared });
  for (const doing of doings) yield { ...doing, time: starts };
}

function climb({ terms }: Members, partner: string, name: string): Doing[] {
  const tier = terms.tiers.find((each) => each.name === name);
  if (tier === undefined) throw new Error(`The terms of ${terms.program} have no tier ${name}`);
  return [
    ...tier.requires.map((requirement) => ({ type: 'partner.requirement_met', data: { partner, requirement } })),
    ...Array.from({ length: tier.jointCustomers }, (_, joint) => ({
      type: 'joint_customer.recorded',
      data: { partner, customer: `joint-${partner}-${joint}` },
    })),
    { type: 'partner.tier_set', data: { partner, tier: name } },
  ];
}
