import type { ProgramTerms } from '@ledger/program/program-terms';
import { parseInstant } from '@ledger/kernel/instant';
import { ledgerAsOf } from '@ledger/read-models/as-of/ledger-as-of';
import type {
  AnomalyEntry,
  AttributionEntry,
  LineEntry,
  PartnerEntry,
  PayoutEntry,
  ProgramView,
  RejectedEntry,
  StatementEntry,
  TrialBalanceEntry,
  UnpaidEntry,
} from '@ledger/read-models/ledger-view';
import { MemoryLedger } from '@ledger/read-models/memory/memory-ledger';
import { ReplayLedger } from '@ledger/runner/replay-ledger';
import type { CommissionPosted } from '@ledger/stages/commission/commission.decisions';
import type { Verdict } from '@ledger/stages/intake/log-entry';
import type { Decision } from '@ledger/stages/stage';
import { moment, type Told } from './facts';
import { preset, type Preset } from './programs';

type Facts = readonly (Told | readonly Told[])[];

/** A history in the order of its arrival, told by a test: `given('plixo', …).when(…)`. */
export function given(program: Preset | ProgramTerms, ...facts: Facts): History {
  return new History(typeof program === 'string' ? preset(program) : program, flat(facts));
}

export class History {
  constructor(
    readonly program: ProgramTerms,
    private readonly facts: readonly Told[],
  ) {}

  /** The same history with more that arrives after it. */
  when(...facts: Facts): History {
    return new History(this.program, [...this.facts, ...flat(facts)]);
  }

  /** The facts as events of the contract. */
  events(): object[] {
    return this.facts.map((told, index) => eventOf(told, index, this.program.name));
  }

  /** What the gate says of the last fact: `accepted`, `ignored` or `code: detail`. */
  verdict(): string {
    return this.verdicts().at(-1) ?? 'nothing arrived';
  }

  /** What the gate says of every fact, in the order of arrival. */
  verdicts(): string[] {
    return this.run().verdicts;
  }

  /** Every decision of the stages, in order. */
  decisions(): readonly Decision[] {
    return this.run().decisions;
  }

  /** The ledger that follows, as the contract prints it; amounts as numbers of minor units. */
  async ledger(asOf?: string): Promise<Ledger> {
    const end = asOf === undefined ? null : parseInstant(moment(asOf));
    const { rows, decisions, termsOf } = this.run(end);
    const view = await ledgerAsOf(rows, { termsOf, asOf: end });
    const program = view.programs.find((each) => each.program === this.program.name);
    if (program === undefined) throw new RangeError('nothing arrived');
    return new Ledger(await entriesOf(program), decisions);
  }

  private run(asOf: ReturnType<typeof parseInstant> = null) {
    const termsOf = (name: string): ProgramTerms => ledger.termsOf(name) ?? this.program;
    const rows = new MemoryLedger((name) => termsOf(name).calendar);
    const verdicts: string[] = [];
    const decisions: Decision[] = [];
    const ledger: ReplayLedger = new ReplayLedger(
      { programs: [this.program], skipped: new Set(), asOf },
      {
        arrived: (arrival) => {
          rows.arrived(arrival);
          verdicts.push(verdictText(arrival.verdict));
        },
        decided: (program, decision) => {
          rows.decided(program, decision);
          decisions.push(decision);
        },
      },
    );
    for (const event of this.events()) ledger.offer(event);
    ledger.finish();
    return { rows, verdicts, decisions, termsOf };
  }
}

function flat(facts: Facts): Told[] {
  return facts.flatMap((told): readonly Told[] => ('type' in told ? [told] : told));
}

/** Ids are numbers of arrival with leading zeros: among facts of the same time, the earlier arrival comes first. */
function eventOf({ type, at, data, id, source, clock, program }: Told, index: number, ofHistory: string): object {
  return {
    specversion: '1.0',
    id: id ?? `e${String(index + 1).padStart(4, '0')}`,
    source: source ?? 'test',
    type,
    time: moment(at),
    program: program ?? ofHistory,
    data,
    ...(clock === undefined ? {} : { clock: moment(clock) }),
  };
}

function verdictText(verdict: Verdict): string {
  return verdict.type === 'rejected' ? `${verdict.code}: ${verdict.detail}` : verdict.type;
}

type WithNumbers<T> = { [K in keyof T]: T[K] extends bigint ? number : T[K] };

interface Entries {
  readonly partners: readonly PartnerEntry[];
  readonly attributions: readonly AttributionEntry[];
  readonly lines: readonly WithNumbers<LineEntry>[];
  readonly statements: readonly WithNumbers<StatementEntry>[];
  readonly payouts: readonly WithNumbers<PayoutEntry>[];
  readonly unpaid: readonly WithNumbers<UnpaidEntry>[];
  readonly trialBalance: readonly WithNumbers<TrialBalanceEntry>[];
  readonly rejected: readonly RejectedEntry[];
  readonly anomalies: readonly AnomalyEntry[];
}

async function entriesOf(view: ProgramView): Promise<Entries> {
  return {
    partners: await listOf(view.partners()),
    attributions: await listOf(view.attributions()),
    lines: (await listOf(view.lines())).map(withNumbers),
    statements: (await listOf(view.statements())).map(withNumbers),
    payouts: (await listOf(view.payouts())).map(withNumbers),
    unpaid: (await listOf(view.unpaid())).map(withNumbers),
    trialBalance: (await listOf(view.trialBalance())).map(withNumbers),
    rejected: await listOf(view.rejected()),
    anomalies: await listOf(view.anomalies()),
  };
}

async function listOf<T>(entries: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const entry of entries) list.push(entry);
  return list;
}

function withNumbers<T extends object>(entry: T): WithNumbers<T> {
  const values = Object.entries(entry).map(([key, value]) => [key, typeof value === 'bigint' ? Number(value) : value]);
  return Object.fromEntries(values) as WithNumbers<T>;
}

/** A ledger with the short forms in which specs speak of it. */
export class Ledger {
  constructor(
    readonly entries: Entries,
    private readonly decisions: readonly Decision[],
  ) {}

  /** What stands for a partner in sum, of one invoice or of all. */
  stands(partner: string, invoice?: string): number {
    return this.linesOf(partner, invoice).reduce((sum, { amount }) => sum + amount, 0);
  }

  /** The partner's postings in the order in which they were decided: `accrual 1000`. */
  posted(partner: string, invoice?: string): string[] {
    return this.postings()
      .filter((line) => line.partner === partner && (invoice === undefined || line.invoice === invoice))
      .map(({ reason, amountMinor }) => `${reason} ${amountMinor}`);
  }

  /** The partner's lines in the order of the contract. */
  linesOf(partner: string, invoice?: string) {
    return this.entries.lines.filter(
      (line) => line.partner === partner && (invoice === undefined || line.invoice === invoice),
    );
  }

  /** State of each of the partner's lines with what keeps it in hold: `hold clearing`. */
  states(partner: string, invoice?: string): string[] {
    return this.linesOf(partner, invoice).map(({ state, holds }) => [state, ...holds].join(' '));
  }

  /** The partner's payouts: `2026-02-10 9950`, the date of the run and the net. */
  payouts(partner: string): string[] {
    return this.entries.payouts
      .filter((payout) => payout.partner === partner)
      .map(({ at, net }) => `${at.endsWith('T00:00:00.000Z') ? at.slice(0, 10) : at} ${net}`);
  }

  /** Why the partner's money is unpaid: hold, payable and the reasons. */
  unpaid(partner: string) {
    const entry = this.entries.unpaid.find((each) => each.partner === partner);
    return entry === undefined ? null : `${entry.hold} ${entry.payable} ${entry.reasons.join(' ')}`;
  }

  /** A customer's credits: `p sourced 1`. */
  credits(customer: string): string[] {
    const credits = this.attribution(customer)?.credits ?? [];
    return credits.map(({ partner, role, weight }) => [partner, role, ...(weight === null ? [] : [weight])].join(' '));
  }

  /** The claims of a customer that lost: `q signup later`. */
  lost(customer: string): string[] {
    const lost = this.attribution(customer)?.lost ?? [];
    return lost.map(({ partner, claim, reason }) => `${partner} ${claim} ${reason}`);
  }

  attribution(customer: string) {
    return this.entries.attributions.find((entry) => entry.customer === customer);
  }

  partner(name: string) {
    const entry = this.entries.partners.find((each) => each.partner === name);
    if (entry === undefined) throw new RangeError(`the ledger has no partner ${name}`);
    return entry;
  }

  private postings(): CommissionPosted[] {
    return this.decisions.filter((decision) => decision.type === 'CommissionPosted');
  }
}
