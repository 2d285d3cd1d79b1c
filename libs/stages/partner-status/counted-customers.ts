import type { Quarter } from '@ledger/kernel/calendar';
import { compareCodePoints } from '@ledger/kernel/code-point-order';
import type { Instant } from '@ledger/kernel/instant';
import type { ProgramTerms } from '@ledger/program/program-terms';
import type { Credit, CreditSpan } from '../attribution/attribution.decisions';
import { spanAt } from '../attribution/credit-spans';
import { insertInOrder, type FactKey } from '../facts/fact-key';
import { firstStandingActivation } from '../facts/standing-activation';
import type { CustomerCounted, CustomerUncounted, StatusDecision } from './status.decisions';

interface Count {
  readonly activatedAt: Instant;
  readonly wonIn: Quarter | null;
}

interface WinsMoved {
  readonly partner: string;
  readonly quarter: Quarter;
  readonly by: number;
}

interface CustomerCounts {
  readonly activations: FactKey[];
  readonly voided: FactKey[];
  spans: readonly CreditSpan[];
  /** Partner → what it counts the customer as. */
  readonly counted: Map<string, Count>;
}

/** Which partner counts which activated customer, and in which quarter it is a win (programs.md, sections 1 and 2): by the credits in force at its first activation. */
export class CountedCustomers {
  private readonly customers = new Map<string, CustomerCounts>();
  private readonly wins = new Map<string, Map<Quarter, number>>();

  constructor(private readonly program: ProgramTerms) {}

  /** The customers that may be counted: those with an activation. */
  activated(): string[] {
    const activated = [...this.customers].filter(([, { activations }]) => activations.length > 0);
    return activated.map(([customer]) => customer).sort(compareCodePoints);
  }

  noteActivation(customer: string, key: FactKey): void {
    insertInOrder(this.of(customer).activations, key);
  }

  noteVoid(customer: string, key: FactKey): void {
    insertInOrder(this.of(customer).voided, key);
  }

  noteCredits(customer: string, spans: readonly CreditSpan[]): void {
    this.of(customer).spans = spans;
  }

  /** What changed for a customer since it was last counted, wins of the partners included; `countWins`: the terms have a bonus. */
  changesOf(id: string, countWins: boolean): StatusDecision[] {
    const customer = this.of(id);
    const demanded = this.demanded(customer, countWins);
    const partners = [...new Set([...customer.counted.keys(), ...demanded.keys()])].sort(compareCodePoints);
    const decisions: StatusDecision[] = [];
    const moved = new Map<string, WinsMoved>();
    for (const partner of partners) {
      const before = customer.counted.get(partner);
      const after = demanded.get(partner);
      if (sameCount(before, after)) continue;
      decisions.push(countDecision(partner, id, after));
      moveWin(moved, partner, before, -1);
      moveWin(moved, partner, after, 1);
    }
    for (const { partner, quarter, by } of moved.values()) {
      if (by === 0) continue;
      const [added, removed] = by > 0 ? [[id], []] : [[], [id]];
      decisions.push({
        type: 'WinsChanged',
        partner,
        quarter,
        wins: this.winsOf(partner, quarter) + by,
        added,
        removed,
      });
    }
    return decisions;
  }

  evolve(decision: StatusDecision): void {
    if (decision.type === 'CustomerCounted') this.count(decision);
    if (decision.type === 'CustomerUncounted') this.uncount(decision);
    if (decision.type !== 'WinsChanged') return;
    const wins = this.wins.get(decision.partner) ?? new Map<Quarter, number>();
    wins.set(decision.quarter, decision.wins);
    this.wins.set(decision.partner, wins);
  }

  private count({ partner, customer, activatedAt, wonIn }: CustomerCounted): void {
    this.of(customer).counted.set(partner, { activatedAt, wonIn });
  }

  private uncount({ partner, customer }: CustomerUncounted): void {
    this.of(customer).counted.delete(partner);
  }

  private winsOf(partner: string, quarter: Quarter): number {
    return this.wins.get(partner)?.get(quarter) ?? 0;
  }

  private of(id: string): CustomerCounts {
    let customer = this.customers.get(id);
    if (customer === undefined) {
      customer = { activations: [], voided: [], spans: [], counted: new Map() };
      this.customers.set(id, customer);
    }
    return customer;
  }

  private demanded(customer: CustomerCounts, countWins: boolean): Map<string, Count> {
    const activation = firstStandingActivation(customer.activations, customer.voided);
    if (activation === undefined || customer.spans.length === 0) return new Map();
    const sourced = spanAt(customer.spans, activation.at).credits.filter(({ role }) => role === 'sourced');
    const winner = countWins ? winnerOf(sourced) : null;
    const wonIn = this.program.calendar.quarterAt(activation.at);
    return new Map(
      sourced.map(({ partner }) => [partner, { activatedAt: activation.at, wonIn: partner === winner ? wonIn : null }]),
    );
  }
}

/** The partner with the largest sourced weight; on a tie the first credit. */
function winnerOf(sourced: readonly Credit[]): string | null {
  let winner: Credit | null = null;
  for (const credit of sourced) {
    if (winner === null || (credit.weight ?? 0) > (winner.weight ?? 0)) winner = credit;
  }
  return winner?.partner ?? null;
}

function sameCount(a: Count | undefined, b: Count | undefined): boolean {
  return a?.activatedAt === b?.activatedAt && a?.wonIn === b?.wonIn;
}

function countDecision(partner: string, customer: string, count: Count | undefined): StatusDecision {
  if (count === undefined) return { type: 'CustomerUncounted', partner, customer };
  return { type: 'CustomerCounted', partner, customer, ...count };
}

function moveWin(moved: Map<string, WinsMoved>, partner: string, count: Count | undefined, by: number): void {
  const quarter = count?.wonIn ?? null;
  if (quarter === null) return;
  const key = `${quarter} ${partner}`;
  const entry = moved.get(key) ?? { partner, quarter, by: 0 };
  moved.set(key, { ...entry, by: entry.by + by });
}
