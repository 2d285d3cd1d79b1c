import { at, dateOf } from '../times';
import type { EventData } from '../ledger-event-json';
import type { Rail, Terms } from '@ledger/program/terms';
import { homeCurrency } from './claim-and-earn';
import { joinTheProgram, type Member } from './join-the-program';
import { inEveryProgram, type Scenario } from './scenario';
import type { World } from './world';

/** Days of the scenario half an hour before the first instant of a quarter: a payout run in every program. */
const BEFORE_A_RUN = { january: 0.48, april: 90.48, july: 181.48 } as const;

/** Above every minimum and fee. */
const AMOUNT_MINOR = 5_000_000;

/**
 * What rails answer: failed, resumed, settled, returned, paid anew. It plays before everything else, so that the
 * payouts are the program's first ones, and their numbers are known.
 */
export const PAYOUT_ANSWERS: readonly Scenario[] = [
  {
    shows: 'payouts that fail, settle and are returned; unknown_payout, payout_state, payout_failed',
    lastsDays: 200,
    startsOn: at('2024-12-31', '12:00'),
    possibleIn: inEveryProgram,
    play: answerPayouts,
  },
  {
    shows: 'a rail that answers from now on',
    lastsDays: 1,
    endsWithTheWorld: true,
    possibleIn: inEveryProgram,
    play: connectARail,
  },
];

/** The rail whose payouts wait for answers; null where the program has but one, whose payouts are then paid at once. */
function railThatAnswers({ payout }: Terms): Rail | null {
  return payout.rails.length > 1 ? (payout.rails.at(-1) ?? null) : null;
}

/** How many payouts `answerPayouts` leads to. */
export function payoutsOfAnswers(terms: Terms): number {
  return railThatAnswers(terms) === null ? 2 : 4;
}

/** Partners of the rail that answers, with papers of that day, in the order in which a run pays them. */
export function joinForPayouts(world: World, count: number): Member[] {
  const rail = railThatAnswers(world.terms);
  const taxForm = { form: 'W-9', signedOn: dateOf(world.day(0)) };
  return Array.from({ length: count }, () =>
    joinTheProgram(world, world.day(0), { taxForm, ...(rail === null ? {} : { rail }) }),
  ).sort((one, other) => (one.partner < other.partner ? -1 : 1));
}

/** Money that can be paid at once: no clearing time, no customer. */
export function adjust(world: World, { partner }: Member, day: number, amount = AMOUNT_MINOR): EventData {
  const adjustment = world.name('adjustment');
  const data = { adjustment, partner, currency: homeCurrency(world.terms), amount, by: 'finance', reason: 'bonus' };
  world.plan('adjustment.posted', world.day(day), data);
  return data;
}

function answerPayouts(world: World): void {
  const rail = railThatAnswers(world.terms);
  if (rail !== null) world.plan('rail.connected', world.day(0), { rail });
  const [who, failing] = joinForPayouts(world, 2) as [Member, Member];
  adjust(world, who, BEFORE_A_RUN.january);
  answer(world, 'payout.failed', 1, 1, { code: 'account_closed', reason: 'the bank says so', by: 'finance' });
  world.plan('payouts.resumed', world.day(BEFORE_A_RUN.april), { partner: who.partner, by: 'finance' });
  answer(world, 'payout.settled', 2, 92, { reference: 'tr_2', fee: 30 });
  answer(world, 'payout.returned', 2, 95, { code: 'no_such_account', by: 'finance' });
  changeAccount(world, who, BEFORE_A_RUN.july);
  answer(world, 'payout.settled', 3, 183, { reference: 'tr_3', by: 'finance' });
  answer(world, 'payout.settled', 3, 184, { reference: 'tr_3', by: 'finance' });
  answer(world, 'payout.failed', 3, 185, { code: 'too_late' });
  answer(world, 'payout.settled', 999_999, 186, {});
  adjust(world, failing, BEFORE_A_RUN.july);
  answer(world, 'payout.failed', 4, 187, { code: 'account_frozen' });
}

export function answer(world: World, type: string, number: number, day: number, data: EventData): void {
  world.plan(type, world.day(day), { payout: `po-${number}`, ...data });
}

/** Another account on the same rail: what was returned may be paid again. */
function changeAccount(world: World, { partner }: Member, day: number): void {
  const rail = railThatAnswers(world.terms) ?? world.terms.payout.rails[0];
  const account = rail === 'manual' ? {} : { account: `other-account-of-${partner}` };
  world.plan('partner.payout_method_set', world.day(day), { partner, rail, ...account, by: 'partner-desk' });
}

function connectARail(world: World): void {
  world.plan('rail.connected', world.day(1), { rail: world.terms.payout.rails[0] });
}
