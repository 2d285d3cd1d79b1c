import { formatInstant } from '@ledger/kernel/instant';
import { earn, homeCurrency, wonCustomer } from './claim-and-earn';
import { joinTheProgram } from './join-the-program';
import { inEveryProgram, type Scenario } from './scenario';
import type { World } from './world';
import { adjust } from './payout-answers';

/** What moves a balance beside revenue: line reasons `adjustment`, `write_off` and `forfeit`, and paid elsewhere. */
export const BALANCES: readonly Scenario[] = [
  { shows: 'adjustment; adjustment_conflict', lastsDays: 20, possibleIn: inEveryProgram, play: postAdjustments },
  { shows: 'write_off; nothing_to_write_off', lastsDays: 20, possibleIn: inEveryProgram, play: writeOff },
  { shows: 'forfeit', lastsDays: 40, possibleIn: inEveryProgram, play: forfeit },
  { shows: 'paid elsewhere', lastsDays: 40, possibleIn: inEveryProgram, play: payElsewhere },
];

function postAdjustments(world: World): void {
  const who = joinTheProgram(world, world.day(0));
  const posted = adjust(world, who, 1, 12_345);
  world.plan('adjustment.posted', world.day(2), posted);
  world.plan('adjustment.posted', world.day(3), { ...posted, amount: 54_321 });
  adjust(world, who, 4, -345);
  adjust(world, { ...who, partner: 'a-stranger' }, 5, 1);
}

function writeOff(world: World): void {
  const who = joinTheProgram(world, world.day(0));
  adjust(world, who, 1, -9_000);
  const writeOffOf = (amount: number) => ({
    partner: who.partner,
    currency: homeCurrency(world.terms),
    amount,
    by: 'finance',
    reason: 'gone out of business',
  });
  world.plan('balance.written_off', world.day(2), writeOffOf(9_001));
  world.plan('balance.written_off', world.day(3), writeOffOf(4_000));
  world.plan('balance.written_off', world.day(4), writeOffOf(5_000));
  world.plan('balance.written_off', world.day(5), writeOffOf(1));
}

function forfeit(world: World): void {
  const who = joinTheProgram(world, world.day(0));
  const customer = wonCustomer(world, who, world.day(1));
  earn(world, customer, world.day(2), 80_000);
  earn(world, customer, world.day(2), 70_000, { currency: 'KWD' });
  const data = { partner: who.partner, by: 'finance', reason: 'its customers were invented' };
  world.plan('balance.forfeited', world.day(2, 1), data);
  world.plan('balance.forfeited', world.day(3), data);
  earn(world, customer, world.day(30), 100);
}

function payElsewhere(world: World): void {
  const who = joinTheProgram(world, world.day(0));
  const customer = wonCustomer(world, who, world.day(1));
  const { invoice } = earn(world, customer, world.day(2), 60_000);
  earn(world, customer, world.day(4), 40_000);
  const until = formatInstant(world.day(3));
  const data = { partner: who.partner, until, by: 'finance', evidence: 'the bank statement of the old program' };
  world.plan('payouts.paid_elsewhere', world.day(5), data);
  const refund = { refund: world.name('refund'), invoice, amount: 10_000 };
  world.plan('payment.refunded', world.day(30), refund);
}
