import { MemoryEventStore } from '@ledger/event-store/memory/memory-event-store';
import type { Instant } from '@ledger/kernel/instant';
import type { ProgramTerms } from '@ledger/program/program-terms';
import type { LedgerEntry } from '@ledger/read-models/ledger-entry';
import { EmbeddedLedger } from '../embedded-ledger';
import type { Answer, LedgerRuntime, Offer } from '../ledger-runtime';
import { PersonalDataConcealer } from '../personal/conceal-personal-data';
import { MemoryPersonalDataStore } from '../personal/personal-data-store';
import { PersonalReads } from '../personal/personal-reads';
import { readBatches } from '../project-log';
import { NO_METRICS } from '../runner-metrics';

/** For tests: the embedded runtime on a log in memory, and what a projector takes from that log. */
export class MemoryRuntime implements LedgerRuntime {
  /** All that was recorded, in order; the terms, which this log has from elsewhere, before all. */
  readonly entries: LedgerEntry[];
  /** When set, nothing can be offered. */
  failure: Error | null = null;

  private readonly fromElsewhere: number;
  private read = 0n;
  private reading: Promise<void> = Promise.resolve();
  private fed = 0;

  private constructor(
    readonly store: MemoryEventStore,
    readonly personalData: MemoryPersonalDataStore,
    /** What stands behind the references of the log. */
    readonly personal: PersonalReads,
    private readonly ledger: EmbeddedLedger,
    terms: readonly ProgramTerms[],
  ) {
    this.entries = terms.flatMap(({ name: program, versions }) =>
      versions.map((version) => ({ program, seq: 0, recordedTerms: version })),
    );
    this.fromElsewhere = this.entries.length;
  }

  static async open(programs: readonly ProgramTerms[]): Promise<MemoryRuntime> {
    const [store, personalData] = [new MemoryEventStore(), new MemoryPersonalDataStore()];
    const concealer = new PersonalDataConcealer(Buffer.alloc(32));
    const parts = { store, personalData, concealer, programs, wallClock: null, metrics: NO_METRICS };
    const personal = new PersonalReads(personalData, concealer);
    return new MemoryRuntime(store, personalData, personal, await EmbeddedLedger.open(parts), programs);
  }

  async offer(offers: readonly Offer[]): Promise<readonly Answer[]> {
    if (this.failure !== null) throw this.failure;
    const answers = await this.ledger.offer(offers);
    // One after the other: requests come beside each other.
    await (this.reading = this.reading.then(() => this.readOn()));
    return answers.map((answer) => ({ ...answer, position: String(this.fromElsewhere + Number(answer.position)) }));
  }

  /** Offers values as nobody has before. */
  async feed(values: readonly unknown[]): Promise<void> {
    const place = `feed ${(this.fed += 1)}`;
    await this.offer(values.map((value, index) => ({ value, origin: { place, index } })));
  }

  programs(): Promise<readonly ProgramTerms[]> {
    return this.ledger.programs();
  }

  clockOf(program: string): Instant | null {
    return this.ledger.clockOf(program);
  }

  private async readOn(): Promise<void> {
    const end = await this.store.lastPosition();
    for await (const { toCheckpoint, entries } of readBatches(this.store, this.read, end)) {
      this.entries.push(...entries);
      this.read = toCheckpoint;
    }
  }
}
