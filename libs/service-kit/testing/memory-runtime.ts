import type { Instant } from '@ledger/kernel/instant';
import type { ProgramTerms } from '@ledger/program/program-terms';
import type { LedgerEntry } from '@ledger/read-models/ledger-entry';
import type { Answer, LedgerRuntime, Offer } from '@ledger/runner/ledger-runtime';
import { readOffer } from '@ledger/runner/read-offer';
import { ReplayLedger } from '@ledger/runner/replay-ledger';
import type { Arrival } from '@ledger/stages/intake/log-entry';

/** For tests: the real gate and stages in memory, behind the port that services feed. */
export class MemoryRuntime implements LedgerRuntime {
  /** All that was recorded, in order, as a projector takes it. */
  readonly entries: LedgerEntry[] = [];
  /** When set, nothing can be offered. */
  failure: Error | null = null;

  private readonly ledger: ReplayLedger;
  private readonly answered = new Map<string, Answer>();
  private last: Arrival | undefined;
  private taking: unknown;

  constructor(private readonly terms: readonly ProgramTerms[]) {
    for (const { name: program, versions } of terms)
      for (const version of versions) this.entries.push({ program, seq: 0, recordedTerms: version });
    const options = { programs: terms, skipped: new Set<string>(), asOf: null };
    this.ledger = new ReplayLedger(options, {
      arrived: (arrival, published) => {
        this.last = arrival;
        const { event, content } = readOffer(this.taking);
        const kept = { arrivedAt: arrival.clock, event, body: event === null ? 'body' : null, content };
        const entry = { program: arrival.program, seq: arrival.seq, arrival, kept };
        this.entries.push(published === null ? entry : { ...entry, published });
      },
      decided: (program, decision) => {
        this.entries.push({ program, seq: this.last?.seq ?? 0, decision });
      },
    });
  }

  offer(offers: readonly Offer[]): Promise<readonly Answer[]> {
    if (this.failure !== null) return Promise.reject(this.failure);
    return Promise.resolve(offers.map((offer) => this.answer(offer)));
  }

  programs(): Promise<readonly ProgramTerms[]> {
    return Promise.resolve(this.terms);
  }

  clockOf(program: string): Instant | null {
    const arrivals = this.entries.flatMap((entry) => ('arrival' in entry ? [entry.arrival] : []));
    return arrivals.findLast((arrival) => arrival.program === program)?.clock ?? null;
  }

  private answer({ value, origin }: Offer): Answer {
    const key = `${origin.index} ${origin.place}`;
    const known = this.answered.get(key);
    if (known !== undefined) return { ...known, repeated: true };
    this.taking = value;
    this.ledger.offer(value);
    if (this.last === undefined) throw new Error('the replay passed over an event of a program that it runs');
    const answer = { ...this.last, repeated: false, position: String(this.entries.length) };
    this.answered.set(key, answer);
    return answer;
  }
}
