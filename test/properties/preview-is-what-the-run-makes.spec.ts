import fc from 'fast-check';
import { resolve } from 'node:path';
import { loadTerms } from '@ledger/program/load-terms-file';
import type { CalendarDate } from '@ledger/kernel/calendar';
import { formatInstant } from '@ledger/kernel/instant';
import type { ProgramTerms } from '@ledger/program/program-terms';
import { accountAtRun, type AccountAtRun } from '@ledger/read-models/preview/account-at-run';
import type { PayoutMade, PayoutProposed } from '@ledger/stages/payout/payout.decisions';
import type { UnpaidAmount } from '@ledger/stages/payout/unpaid-amounts';
import { acceptanceCase, acceptanceCaseNames } from '../cases/acceptance-cases';
import { anyHistory } from './anything';
import { BalancesOfReplay } from './balances-of-replay';
import { financeAtWork } from './finance-at-work';
import { presets } from './presets';
import { PROPERTY_TIMEOUT_MS, propertyRuns } from './property-runs';

interface Sums {
  readonly partner: string;
  readonly currency: string;
  readonly rail: string;
  readonly grossMinor: bigint;
  readonly feeMinor: bigint;
  readonly withheldMinor: bigint;
  readonly netMinor: bigint;
}

const textOf = (what: string, { partner, currency, rail, grossMinor, feeMinor, withheldMinor, netMinor }: Sums) =>
  `${what} ${partner} ${currency} ${rail} ${grossMinor} ${feeMinor} ${withheldMinor} ${netMinor}`;

function previewed({ partner, currency, payout }: AccountAtRun): string[] {
  if (payout === null) return [];
  return [textOf(payout.needsApproval ? 'proposed' : 'made', { partner, currency, ...payout })];
}

const timeOf = (payout: PayoutMade | PayoutProposed) =>
  payout.type === 'PayoutMade' ? payout.madeAt : payout.proposedAt;

/** What waits for a rail is made by the very run, or before it: the preview says nothing of how rails answer. */
const reasonsOf = (partner: string, currency: string, waiting: readonly UnpaidAmount[]) =>
  waiting
    .filter(({ reason }) => reason !== 'in_transit')
    .map(({ reason, amountMinor, endsAt, endsFirstAt, missingMinor, since }) => {
      const times = [endsFirstAt, endsAt, since].map((at) => (at === null ? '-' : formatInstant(at)));
      return `${partner} ${currency} ${reason} ${amountMinor} ${times.join(' ')} ${missingMinor}`;
    });

type Ahead = number | 'the next that pays';

/** What a preview after some events says of a run, so many days later or the next that pays anything, and what became of it when time alone went on. */
async function previewAndRun(program: ProgramTerms, events: Iterable<unknown>, ahead: Ahead) {
  const replay = new BalancesOfReplay(program);
  for (const event of events) replay.take(event);
  const before = await replay.grounds();
  if (before === null) return null;
  const { calendar } = replay.terms;
  const next = (await replay.balances())?.accounts.flatMap((account) => account.next?.runAt ?? []) ?? [];
  const days = typeof ahead === 'number' ? ahead : 1;
  const daysLater = calendar.startOfDate((calendar.dateAt(before.clock) + days) as CalendarDate);
  const run = typeof ahead === 'number' ? daysLater : next.reduce((a, b) => (a < b ? a : b), next[0] ?? daysLater);
  const accounts = before.accounts.map((ground) => accountAtRun(ground, before.clock, run));
  const counted = before.accounts.filter(({ money }) => money.trueUps.length === 0).map(({ account }) => account);
  replay.advanceTo(run);
  const came = replay.payouts.filter((payout) => timeOf(payout) === run);
  const lines = (at: (account: (typeof counted)[number]) => number | undefined) => counted.map(at);
  const isOf = (a: { partner: string; currency: string }) => (b: { partner: string; currency: string }) =>
    a.partner === b.partner && a.currency === b.currency;
  const preview = {
    payouts: accounts.flatMap(previewed),
    lines: lines((account) => accounts.find(isOf(account))?.payout?.lineCount),
    waiting: accounts.flatMap(({ partner, currency, waiting }) => reasonsOf(partner, currency, waiting)),
  };
  const after = (await replay.balances())?.accounts ?? [];
  const reality = {
    payouts: came.map((payout) => textOf(payout.type === 'PayoutMade' ? 'made' : 'proposed', payout)),
    lines: lines((account) => came.find(isOf(account))?.lineCount),
    waiting: after.flatMap(({ unpaid, waiting }) => reasonsOf(unpaid.partner, unpaid.currency, waiting)),
  };
  return { preview, reality };
}

const compared = { payouts: 0, waiting: 0 };

async function compare(
  program: ProgramTerms,
  events: Iterable<unknown>,
  ahead: Ahead,
): Promise<readonly string[] | null> {
  const seen = await previewAndRun(program, events, ahead);
  if (seen === null) return null;
  expect(seen.preview).toEqual(seen.reality);
  compared.payouts += seen.preview.payouts.length;
  compared.waiting += seen.preview.waiting.length;
  return seen.preview.payouts;
}

it(
  'a preview of the next run, or of a later one, says what that run then makes and proposes, and what it leaves and why',
  async () => {
    await fc.assert(
      fc.asyncProperty(anyHistory(200), fc.nat(999), fc.integer({ min: 1, max: 100 }), async (history, cut, days) => {
        const until = 1 + Math.floor((cut * history.events.length) / 1_000);
        for (const ahead of ['the next that pays', days] as const)
          await compare(history.program, history.events.slice(0, until), ahead);
      }),
      propertyRuns(40),
    );
  },
  PROPERTY_TIMEOUT_MS,
);

it(
  'and so it is where a person approves, and where tax is withheld',
  async () => {
    const [careful] = loadTerms([resolve(__dirname, '../terms/careful-program.yaml')]);
    let proposals = 0;
    await fc.assert(
      fc.asyncProperty(fc.nat(1_000_000), fc.integer({ min: 1, max: 90 }), async (seed, steps) => {
        const events = financeAtWork('careful', seed, steps);
        for (const ahead of ['the next that pays', 12] as const) {
          const seen = await compare(careful!, events, ahead);
          proposals += seen?.filter((text) => text.startsWith('proposed')).length ?? 0;
        }
      }),
      propertyRuns(100),
    );
    expect(proposals).toBeGreaterThan(20);
  },
  PROPERTY_TIMEOUT_MS,
);

it.each([...acceptanceCaseNames().cases, ...acceptanceCaseNames().histories])(
  'and so it is at points of %s',
  async (name) => {
    const events = acceptanceCase(name)
      .events.trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { readonly program?: string });
    for (const program of presets) {
      const own = events.filter((event) => event.program === program.name);
      for (const share of [1, 0.53])
        await compare(program, own.slice(0, Math.ceil(share * own.length)), share === 1 ? 'the next that pays' : 31);
    }
  },
  PROPERTY_TIMEOUT_MS,
);

it('much was compared', () => {
  expect(compared.payouts).toBeGreaterThan(60);
  expect(compared.waiting).toBeGreaterThan(500);
});
