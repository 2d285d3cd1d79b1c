import { earn, wonCustomer } from './claim-and-earn';
import { joinTheProgram } from './join-the-program';
import { inEveryProgram, type Scenario } from './scenario';
import type { World } from './world';

/** What was told of money, and was not the last word: refunds that fail, disputes over a part and their later outcomes. */
export const SECOND_THOUGHTS: readonly Scenario[] = [
  { shows: 'a refund that fails, and one that had', lastsDays: 30, possibleIn: inEveryProgram, play: failRefunds },
  { shows: 'disputes over a part of an invoice', lastsDays: 60, possibleIn: inEveryProgram, play: disputeAPart },
  {
    shows: 'a dispute lost, then won, then lost in part',
    lastsDays: 90,
    possibleIn: inEveryProgram,
    play: changeOutcome,
  },
  { shows: 'an invoice with a credit in it', lastsDays: 30, possibleIn: inEveryProgram, play: creditWithin },
];

function invoiceOf(world: World, amount: number): string {
  const who = joinTheProgram(world, world.day(0));
  return earn(world, wonCustomer(world, who, world.day(1)), world.day(2), amount).invoice;
}

function failRefunds(world: World): void {
  const invoice = invoiceOf(world, 50_000);
  const [first, second] = [world.name('refund'), world.name('refund')];
  world.plan('payment.refunded', world.day(5), { refund: first, invoice, amount: 20_000 });
  world.plan('payment.refund_failed', world.day(8), { refund: first });
  world.plan('payment.refund_failed', world.day(9), { refund: first });
  world.plan('payment.refund_failed', world.day(10), { refund: second });
  world.plan('payment.refunded', world.day(12), { refund: second, invoice, amount: 10_000 });
}

function disputeAPart(world: World): void {
  const invoice = invoiceOf(world, 50_000);
  const dispute = { dispute: world.name('dispute'), invoice };
  world.plan('dispute.opened', world.day(5), { ...dispute, amount: 30_000 });
  world.plan('dispute.opened', world.day(6), { ...dispute, amount: 30_000 });
  world.plan('dispute.opened', world.day(7), { ...dispute, amount: 20_000 });
  world.plan('dispute.closed', world.day(50), { ...dispute, outcome: 'lost', amount: 12_345 });
}

function changeOutcome(world: World): void {
  const invoice = invoiceOf(world, 90_000);
  const dispute = { dispute: world.name('dispute'), invoice };
  world.plan('dispute.opened', world.day(5), dispute);
  world.plan('dispute.closed', world.day(20), { ...dispute, outcome: 'lost' });
  world.plan('dispute.closed', world.day(40), { ...dispute, outcome: 'won' });
  world.plan('dispute.closed', world.day(80), { ...dispute, outcome: 'lost', amount: 30_000 });
  world.plan('dispute.closed', world.day(60), { ...dispute, outcome: 'won' }, { arrives: world.day(85) });
}

function creditWithin(world: World): void {
  const who = joinTheProgram(world, world.day(0));
  const customer = wonCustomer(world, who, world.day(1));
  const furtherLines = [{ kind: 'other', amount: -2_500 }];
  const { invoice } = earn(world, customer, world.day(2), 10_000, { furtherLines });
  world.plan('payment.refunded', world.day(9), { refund: world.name('refund'), invoice, amount: 7_500 });
}
