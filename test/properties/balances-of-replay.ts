import { formatInstant, instant, type Instant } from '@ledger/kernel/instant';
import type { ProgramTerms } from '@ledger/program/program-terms';
import { accountBalance, type AccountBalance } from '@ledger/read-models/as-of/account-balance';
import type { ProgramRows } from '@ledger/read-models/ledger-rows';
import { MemoryLedger } from '@ledger/read-models/memory/memory-ledger';
import type { HeldLines, RunGround } from '@ledger/read-models/preview/account-at-run';
import { applyDecision } from '@ledger/read-models/projection/apply-entry';
import { TABLES } from '@ledger/read-models/projection/tables';
import { expectedTrueUps, type ExpectedTrueUpRow } from '@ledger/read-models/tables/expected-true-ups';
import { ReplayLedger } from '@ledger/runner/replay-ledger';
import type { PayoutMade, PayoutProposed } from '@ledger/stages/payout/payout.decisions';
import type { Decision } from '@ledger/stages/stage';

/** One program as it is replayed, with the balances of its partners at its own clock. */
export class BalancesOfReplay {
  /** What runs made or proposed, in their order. */
  readonly payouts: (PayoutMade | PayoutProposed)[] = [];
  private readonly rows: MemoryLedger;
  private readonly ledger: ReplayLedger;
  /** Memory keeps none: they are asked for by the API alone. */
  private readonly trueUps = new Map<string, ExpectedTrueUpRow>();
  private readonly ofTrueUps = TABLES.map(({ name }) => (name === expectedTrueUps.name ? rowsIn(this.trueUps) : null));

  constructor(private readonly program: ProgramTerms) {
    this.rows = new MemoryLedger(() => this.terms.calendar);
    this.ledger = new ReplayLedger(
      { programs: [program], skipped: new Set(), asOf: null },
      {
        arrived: (arrival) => this.rows.arrived(arrival),
        decided: (_, decision) => this.decided(decision),
      },
    );
  }

  get terms(): ProgramTerms {
    return this.ledger.termsOf(this.program.name) ?? this.program;
  }

  take(event: unknown): void {
    this.ledger.offer(event);
  }

  /** Lets time pass, and nothing else. */
  advanceTo(at: Instant): void {
    const { name: program } = this.program;
    const event = { specversion: '1.0', id: `clock ${at}`, source: 'test', type: 'clock.advanced', data: {} };
    this.take({ ...event, time: formatInstant(instant(at)), program });
  }

  /** The balances that are not 0, by partner and currency, and the program's clock; null: nothing was accepted yet. */
  async balances(): Promise<{ readonly clock: Instant; readonly accounts: readonly AccountBalance[] } | null> {
    const grounds = await this.grounds();
    if (grounds === null) return null;
    const { clock } = grounds;
    const accounts = grounds.accounts.map(({ account, money, partner, profile, program }) =>
      accountBalance(account, money, partner, profile, program, clock),
    );
    return { clock, accounts };
  }

  /** What these follow from. */
  async grounds(): Promise<{ readonly clock: Instant; readonly accounts: readonly RunGround[] } | null> {
    const rows = await this.programRows();
    const clock = rows?.about.clock ?? null;
    if (rows === null || clock === null) return null;
    const partners = new Map((await allOf(rows.partners())).map((row) => [row.partner, row]));
    const profiles = new Map((await allOf(rows.payoutProfiles())).map((row) => [row.partner, row]));
    const held = await heldMoney(rows);
    const accounts = (await allOf(rows.openAccounts(clock))).map((account) => {
      const key = `${account.partner} ${account.currency}`;
      const partner = partners.get(account.partner);
      if (partner === undefined) throw new RangeError(`an account of ${account.partner}, who is no partner`);
      const money = { held: held.get(key) ?? [], trueUps: this.trueUpsOf(key) };
      return { account, money, partner, profile: profiles.get(account.partner) ?? null, program: this.terms };
    });
    return { clock, accounts };
  }

  /** On how many invoices the end of a quarter is expected to post something. */
  get trueUpsExpected(): number {
    return this.trueUps.size;
  }

  private trueUpsOf(account: string): RunGround['money']['trueUps'] {
    const own = [...this.trueUps.values()].filter(({ partner, currency }) => `${partner} ${currency}` === account);
    return own.map((trueUp) => ({ ...trueUp, lineCount: 1 }));
  }

  private decided(decision: Decision): void {
    const { name: program } = this.program;
    this.rows.decided(program, decision);
    if (decision.type === 'PayoutMade' || decision.type === 'PayoutProposed') this.payouts.push(decision);
    applyDecision(this.ofTrueUps, 0, decision, this.terms.calendar);
  }

  private async programRows(): Promise<ProgramRows | null> {
    for await (const rows of this.rows.programs()) if (rows.about.program === this.program.name) return rows;
    return null;
  }
}

async function heldMoney(rows: ProgramRows): Promise<ReadonlyMap<string, readonly HeldLines[]>> {
  const held = new Map<string, HeldLines[]>();
  for await (const { row, invoiceHolds: holds } of rows.lines()) {
    if (row.state !== 'hold') continue;
    const key = `${row.partner} ${row.currency}`;
    const money = { clearsAt: row.clearsAt, holds, amountMinor: row.amountMinor, lineCount: 1 };
    held.set(key, [...(held.get(key) ?? []), money]);
  }
  return held;
}

async function allOf<T>(rows: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const row of rows) all.push(row);
  return all;
}

/** Rows that the fold of their table writes. */
function rowsIn(kept: Map<string, ExpectedTrueUpRow>) {
  const keyOf = ({ partner, invoice }: Pick<ExpectedTrueUpRow, 'partner' | 'invoice'>) => `${partner} ${invoice}`;
  return {
    put: (row: ExpectedTrueUpRow) => void kept.set(keyOf(row), row),
    remove: (key: Pick<ExpectedTrueUpRow, 'partner' | 'invoice'>) => void kept.delete(keyOf(key)),
  };
}
