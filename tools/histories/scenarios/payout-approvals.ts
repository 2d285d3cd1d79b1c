import type { EventData } from '../ledger-event-json';
import { at, dateOf } from '../times';
import { amountMinor } from '@ledger/kernel/money';
import { termsToJson } from '@ledger/program/describe-terms-canonical';
import type { Terms } from '@ledger/program/terms';
import { homeCurrency } from './claim-and-earn';
import { joinTheProgram, setRail, type Member } from './join-the-program';
import { inEveryProgram, type Scenario } from './scenario';
import type { World } from './world';
import { adjust, answer, joinForPayouts, payoutsOfAnswers } from './payout-answers';

/** Days of the scenario half an hour before the first instant of October: a payout run in every program. */
const BEFORE_THE_RUN = 87.48;
const CURRENCIES = ['USD', 'EUR', 'GBP', 'CHF', 'JPY', 'KWD'];

/** More than any other scenario earns. */
const TO_BE_APPROVED_MINOR = 2_000_000_000_000;
const APPROVED_ABOVE_MINOR = amountMinor(1_000_000_000_000);

/**
 * From the second version of the terms on, very large payouts must be approved, and a new payout method waits. It is
 * published before everything else plays, when the numbers of the payouts are known.
 */
export const PAYOUT_APPROVALS: readonly Scenario[] = [
  {
    shows: 'terms_invalid, version_not_next, effective_in_the_past, own_change, payout_changed; approved and declined',
    lastsDays: 180,
    startsOn: at('2025-07-05', '12:00'),
    possibleIn: inEveryProgram,
    play: approvePayouts,
  },
  {
    shows: 'approval_pending',
    lastsDays: 135,
    endsWithTheWorld: true,
    possibleIn: inEveryProgram,
    play(world) {
      adjust(world, joinTheProgram(world, world.day(0)), 1, TO_BE_APPROVED_MINOR);
    },
  },
  {
    shows: 'payout_method_new',
    lastsDays: 10,
    endsWithTheWorld: true,
    possibleIn: ({ payout }) => payout.rails.length > 1,
    play(world) {
      const who = joinTheProgram(world, world.day(0));
      adjust(world, who, 8);
      setRail(world, who, world.day(9), world.terms.payout.rails.at(-1) ?? 'manual');
    },
  },
];

function approvePayouts(world: World): void {
  publishTerms(world);
  const [approved, declined, changed] = joinForPayouts(world, 3) as [Member, Member, Member];
  for (const who of [approved, declined, changed]) adjust(world, who, BEFORE_THE_RUN, TO_BE_APPROVED_MINOR);
  const before = payoutsOfAnswers(world.terms);
  answer(world, 'payout.approved', before + 1, 88, { by: 'finance', reason: 'mine' });
  answer(world, 'payout.approved', before + 1, 88.1, { by: 'head of finance' });
  answer(world, 'payout.declined', before + 2, 88.1, { by: 'head of finance', reason: 'not agreed' });
  answer(world, 'payout.approved', before + 2, 88.2, { by: 'head of finance' });
  adjust(world, changed, 88, 1);
  answer(world, 'payout.approved', before + 3, 88.2, { by: 'head of finance' });
  answer(world, 'payout.settled', before + 1, 90, { fee: 0 });
}

function publishTerms(world: World): void {
  const { version } = world.terms;
  const next = publication(withApprovals(world.terms), version + 1, dateOf(world.day(1)));
  world.plan('terms.published', world.day(0), { ...next, terms: {} });
  world.plan('terms.published', world.day(0), { ...next, version: version + 2 });
  world.plan('terms.published', world.day(0), { ...next, effectiveFrom: '1999-12-31' });
  world.plan('terms.published', world.day(0.1), next);
}

/** The contract's `data` of a publication for everybody. */
function publication(terms: Terms, version: number, effectiveFrom: string): EventData {
  const { version: _version, effectiveFrom: _from, appliesTo, ...published } = termsToJson(terms);
  return { version, effectiveFrom, appliesTo, terms: published, by: 'staff' };
}

function withApprovals(terms: Terms): Terms {
  const aboveMinor = Object.fromEntries(
    [...new Set([homeCurrency(terms), ...CURRENCIES])].sort().map((currency) => [currency, APPROVED_ABOVE_MINOR]),
  );
  return { ...terms, appliesTo: 'all', payout: { ...terms.payout, approval: { aboveMinor }, newMethodWaitDays: 3 } };
}
