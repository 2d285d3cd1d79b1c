import fc from 'fast-check';
import { formatInstant, instant, type Instant } from '@ledger/kernel/instant';
import type { ProgramTerms } from '@ledger/program/program-terms';
import { accountBalance, type AccountBalance } from '@ledger/read-models/as-of/account-balance';
import type { ProgramRows } from '@ledger/read-models/ledger-rows';
import { MemoryLedger } from '@ledger/read-models/memory/memory-ledger';
import type { PartnerRow } from '@ledger/read-models/tables/partners';
import type { PayoutProfileRow } from '@ledger/read-models/tables/payout-profiles';
import type { PayoutRow } from '@ledger/read-models/tables/payouts';
import { ReplayLedger } from '@ledger/runner/replay-ledger';
import type { HeldMoney } from '@ledger/stages/payout/unpaid-amounts';
import { anyHistory } from './anything';
import { presetNamed, presets } from './presets';
import { PROPERTY_TIMEOUT_MS, propertyRuns } from './property-runs';

class Running {
  private readonly rows = new MemoryLedger((name) => (this.ledger.termsOf(name) ?? presetNamed(name)).calendar);
  private readonly ledger = new ReplayLedger(
    { programs: presets, skipped: new Set(), asOf: null },
    {
      arrived: (arrival) => this.rows.arrived(arrival),
      decided: (program, decision) => this.rows.decided(program, decision),
    },
  );

  offer(event: unknown): void {
    this.ledger.offer(event);
  }

  termsOf(program: string): ProgramTerms {
    return this.ledger.termsOf(program) ?? presetNamed(program);
  }

  async rowsOf(program: string): Promise<ProgramRows | undefined> {
    for await (const rows of this.rows.programs()) if (rows.program.program === program) return rows;
    return undefined;
  }
}

async function allOf<T>(rows: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const row of rows) all.push(row);
  return all;
}

type Balance = AccountBalance & { readonly account: string };

/** The balances of a program at its own clock. */
async function balancesOf(rows: ProgramRows, clock: Instant, terms: ProgramTerms): Promise<Balance[]> {
  const partners = new Map<string, PartnerRow>((await allOf(rows.partners())).map((row) => [row.partner, row]));
  const profiles = new Map<string, PayoutProfileRow>(
    (await allOf(rows.payoutProfiles())).map((row) => [row.partner, row]),
  );
  const held = new Map<string, HeldMoney[]>();
  for await (const { row, invoiceHolds: holds } of rows.lines()) {
    if (row.state !== 'hold') continue;
    const key = `${row.partner} ${row.currency}`;
    held.set(key, [...(held.get(key) ?? []), { clearsAt: row.clearsAt, holds, amountMinor: row.amountMinor }]);
  }
  return (await allOf(rows.openAccounts(clock))).map((account) => {
    const key = `${account.partner} ${account.currency}`;
    const partner = partners.get(account.partner)!;
    const profile = profiles.get(account.partner) ?? null;
    return { account: key, ...accountBalance(account, held.get(key) ?? [], partner, profile, terms, clock) };
  });
}

const clockTo = (program: string, at: number) => ({
  specversion: '1.0',
  id: `clock ${at}`,
  source: 'test',
  type: 'clock.advanced',
  time: formatInstant(instant(at)),
  program,
  data: {},
});

const wordsOf = ({ partner, currency, at, grossMinor, feeMinor, withheldMinor, netMinor, rail }: PayoutRow) =>
  `${partner} ${currency} ${formatInstant(at)} ${rail} ${grossMinor} ${feeMinor} ${withheldMinor} ${netMinor}`;

it(
  'the next payout that a balance expects is the one that time alone brings, and none comes before it',
  async () => {
    let compared = 0;
    await fc.assert(
      fc.asyncProperty(anyHistory(260), async ({ program: { name: program }, events }) => {
        const running = new Running();
        for (const event of events) running.offer(event);
        const rows = await running.rowsOf(program);
        const clock = rows?.program.clock ?? null;
        if (rows === undefined || clock === null) return;
        const balances = await balancesOf(rows, clock, running.termsOf(program));
        const before = new Set((await allOf(rows.payouts())).map(({ payout }) => payout));
        const first = Math.min(...balances.map(({ next }) => next?.runAt ?? Infinity));
        const end = Number.isFinite(first) ? first : clock + 400 * 86_400_000;
        running.offer(clockTo(program, end));
        const after = await running.rowsOf(program);
        const made = (await allOf(after!.payouts())).filter(({ payout }) => !before.has(payout));
        const expected = balances.flatMap(({ account, next }) => {
          if (next === null || next.runAt !== first) return [];
          const { runAt, rail, grossMinor, feeMinor, withheldMinor, netMinor } = next;
          return [`${account} ${formatInstant(runAt)} ${rail} ${grossMinor} ${feeMinor} ${withheldMinor} ${netMinor}`];
        });
        expect(made.map(wordsOf)).toEqual(expected);
        compared += expected.length;
      }),
      propertyRuns(60),
    );
    expect(compared).toBeGreaterThan(30);
  },
  PROPERTY_TIMEOUT_MS,
);
