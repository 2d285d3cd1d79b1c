import fc from 'fast-check';
import { DAY_MS, formatInstant, instant } from '@ledger/kernel/instant';
import type { ProgramTerms } from '@ledger/program/program-terms';
import type { AccountBalance } from '@ledger/read-models/as-of/account-balance';
import type { PayoutSums } from '@ledger/stages/payout/payout-gate';
import type { PayoutMade, PayoutProposed } from '@ledger/stages/payout/payout.decisions';
import { acceptanceCase, acceptanceCaseNames } from '../cases/acceptance-cases';
import { anyHistory } from './anything';
import { BalancesOfReplay } from './balances-of-replay';
import { presets } from './presets';
import { quartersOfRefunds } from './quarters-of-refunds';
import { PROPERTY_TIMEOUT_MS, propertyRuns } from './property-runs';

/** Longer than any clearing, any wait and two quarters. */
const DAYS_AHEAD = 400;

const sumsOf = ({ grossMinor, feeMinor, withheldMinor, netMinor }: PayoutSums) =>
  `gross ${grossMinor} fee ${feeMinor} withheld ${withheldMinor} net ${netMinor}`;

function expectedIn({ next }: AccountBalance): string {
  if (next === null) return 'none';
  return `${next.needsApproval ? 'proposed' : 'made'} ${formatInstant(next.runAt)} ${next.rail} ${sumsOf(next)}`;
}

function textOf(payout: PayoutMade | PayoutProposed): string {
  const [what, at] = payout.type === 'PayoutMade' ? ['made', payout.madeAt] : ['proposed', payout.proposedAt];
  return `${what} ${formatInstant(at)} ${payout.rail} ${sumsOf(payout)}`;
}

/** What the balances after some events expect next of each account, and what time alone brings of it first. */
async function expectedAndCame(program: ProgramTerms, events: Iterable<unknown>) {
  const replay = new BalancesOfReplay(program);
  for (const event of events) replay.take(event);
  const before = await replay.balances();
  if (before === null) return { expected: [], came: [], trueUps: 0 };
  const made = replay.payouts.length;
  const { trueUpsExpected: trueUps } = replay;
  replay.advanceTo(instant(before.clock + DAYS_AHEAD * DAY_MS));
  const after = replay.payouts.slice(made);
  const nameOf = ({ unpaid: { partner, currency } }: AccountBalance) => `${partner} ${currency}`;
  const cameTo = (account: AccountBalance) => {
    const { partner, currency } = account.unpaid;
    const first = after.find((payout) => payout.partner === partner && payout.currency === currency);
    return first === undefined ? 'none' : textOf(first);
  };
  return {
    expected: before.accounts.map((account) => `${nameOf(account)}: ${expectedIn(account)}`),
    came: before.accounts.map((account) => `${nameOf(account)}: ${cameTo(account)}`),
    trueUps,
  };
}

it(
  'the next payout that a balance expects is the one that time alone brings, at any point of any history',
  async () => {
    let payouts = 0;
    await fc.assert(
      fc.asyncProperty(
        anyHistory(260),
        fc.array(fc.nat(999), { minLength: 2, maxLength: 2 }),
        async (history, cuts) => {
          const { program, events } = history;
          for (const cut of [999, ...cuts]) {
            const until = 1 + Math.floor((cut * events.length) / 1_000);
            const { expected, came } = await expectedAndCame(program, events.slice(0, until));
            expect(came).toEqual(expected);
            payouts += expected.filter((text) => !text.endsWith('none')).length;
          }
        },
      ),
      propertyRuns(60),
    );
    expect(payouts).toBeGreaterThan(60);
  },
  PROPERTY_TIMEOUT_MS,
);

it(
  'and so it is where refunds wait for the end of the quarter, and everything about them changes',
  async () => {
    const reached = { payouts: 0, trueUps: 0 };
    await fc.assert(
      fc.asyncProperty(fc.nat(1_000_000), fc.integer({ min: 80, max: 160 }), async (seed, length) => {
        const { program, events } = quartersOfRefunds(seed, length);
        const { expected, came, trueUps } = await expectedAndCame(program, events);
        expect(came).toEqual(expected);
        reached.payouts += expected.filter((text) => !text.endsWith('none')).length;
        reached.trueUps += trueUps;
      }),
      propertyRuns(200),
    );
    expect(reached.payouts).toBeGreaterThan(150);
    expect(reached.trueUps).toBeGreaterThan(200);
  },
  PROPERTY_TIMEOUT_MS,
);

const { cases, histories } = acceptanceCaseNames();

it.each([...cases, ...histories])(
  'and so it is at points of %s',
  async (name) => {
    const events = acceptanceCase(name)
      .events.trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { readonly program?: string });
    for (const program of presets) {
      const own = events.filter((event) => event.program === program.name);
      for (const share of [1, 0.37, 0.71]) {
        const { expected, came } = await expectedAndCame(program, own.slice(0, Math.ceil(share * own.length)));
        expect(came).toEqual(expected);
      }
    }
  },
  PROPERTY_TIMEOUT_MS,
);
