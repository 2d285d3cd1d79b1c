import { earn, refund, wonCustomer, type Earned } from './claim-and-earn';
import { joinTheProgram } from './join-the-program';
import { inEveryProgram, type Scenario } from './scenario';
import type { World } from './world';

/** Refunds, disputes and voids: line reasons `refund`, `dispute`, `void`, and both anomalies. */
export const MONEY_GOES_BACK: readonly Scenario[] = [
  {
    shows: 'refund: in three thirds, then more than there is',
    lastsDays: 60,
    possibleIn: inEveryProgram,
    play: refundInThirds,
  },
  {
    shows: 'refund: lines that are named, before those that are not',
    lastsDays: 60,
    possibleIn: inEveryProgram,
    play: refundNamedLines,
  },
  { shows: 'refund: before its invoice', lastsDays: 20, possibleIn: inEveryProgram, play: refundBeforeItsInvoice },
  { shows: 'dispute: won', lastsDays: 80, possibleIn: inEveryProgram, play: winADispute },
  { shows: 'dispute: lost, also without its opening', lastsDays: 80, possibleIn: inEveryProgram, play: loseDisputes },
  { shows: 'void', lastsDays: 30, possibleIn: inEveryProgram, play: voidAnInvoice },
];

function earned(world: World, amount: number): Earned {
  const who = joinTheProgram(world, world.day(0));
  return earn(world, wonCustomer(world, who, world.day(1)), world.day(2), amount, {
    furtherLines: [
      { kind: 'services', amount: 333 },
      { kind: 'usage', amount: 777 },
    ],
  });
}

function refundInThirds(world: World): void {
  const { invoice } = earned(world, 100);
  for (const [index, amount] of [33, 33, 34, 5_000].entries())
    refund(world, invoice, world.day(5 + index * 12), amount);
}

function refundNamedLines(world: World): void {
  const { invoice } = earned(world, 10_000);
  const lines = [
    { line: 'l1', amount: 2_500 },
    { line: 'l3', amount: 1_000 },
    { line: 'l9', amount: 1 },
  ];
  refund(world, invoice, world.day(10), 501);
  world.plan('payment.refunded', world.day(20), { refund: world.name('refund'), invoice, lines });
}

function refundBeforeItsInvoice(world: World): void {
  const who = joinTheProgram(world, world.day(0));
  const customer = wonCustomer(world, who, world.day(1));
  const { invoice } = earn(world, customer, world.day(10), 20_000);
  refund(world, invoice, world.day(5), 4_000);
  refund(world, 'invoice-that-never-comes', world.day(6), 100);
}

function winADispute(world: World): void {
  const { invoice } = earned(world, 40_000);
  const dispute = world.name('dispute');
  world.plan('dispute.opened', world.day(12), { dispute, invoice });
  world.plan('dispute.closed', world.day(70), { dispute, invoice, outcome: 'won' });
}

function loseDisputes(world: World): void {
  const first = earned(world, 40_000);
  const dispute = world.name('dispute');
  world.plan('dispute.opened', world.day(12), { dispute, invoice: first.invoice });
  world.plan('dispute.closed', world.day(70), { dispute, invoice: first.invoice, outcome: 'lost' });
  const second = earned(world, 50_000);
  world.plan('dispute.closed', world.day(40), {
    dispute: world.name('dispute'),
    invoice: second.invoice,
    outcome: 'lost',
  });
}

function voidAnInvoice(world: World): void {
  const { invoice } = earned(world, 60_000);
  world.plan('invoice.voided', world.day(15), { invoice });
  world.plan('invoice.voided', world.day(25), { invoice });
}
