import { earn, wonCustomer } from './claim-and-earn';
import { joinTheProgram } from './join-the-program';
import { inEveryProgram, type Scenario } from './scenario';
import type { World } from './world';

/** What is known of a partner and changes: how to reach it, and what is withheld from it. */
export const PARTNER_DETAILS: readonly Scenario[] = [
  { shows: 'another name and address', lastsDays: 20, possibleIn: inEveryProgram, play: changeContact },
  { shows: 'withholding, for a while', lastsDays: 200, possibleIn: inEveryProgram, play: withhold },
];

function changeContact(world: World): void {
  const { partner } = joinTheProgram(world, world.day(0));
  const by = partner;
  world.plan('partner.contact_changed', world.day(2), { partner, email: `new-${partner}@partners.example`, by });
  world.plan('partner.contact_changed', world.day(3), { partner, name: 'Another Name', company: 'Another Ltd' });
  world.plan('partner.contact_changed', world.day(4), { partner: 'a-stranger', name: 'Nobody' });
}

function withhold(world: World): void {
  const who = joinTheProgram(world, world.day(0));
  const customer = wonCustomer(world, who, world.day(1));
  const rates = ['0.24', '1', '0'];
  rates.forEach((rate, index) => {
    earn(world, customer, world.day(2 + index * 60), 1_000_000 + index);
    const data = { partner: who.partner, rate, by: 'tax', reason: 'as the form says' };
    world.plan('partner.withholding_set', world.day(3 + index * 60), data);
  });
}
