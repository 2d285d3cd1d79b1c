import type { Instant } from '@ledger/kernel/instant';
import type { ProgramTerms } from '@ledger/program/program-terms';
import { ledgerAsOf } from '@ledger/read-models/as-of/ledger-as-of';
import { MemoryLedger } from '@ledger/read-models/memory/memory-ledger';
import { jsonReport } from '@ledger/read-models/report/json-report';
import { ReplayLedger, type LedgerSink } from '@ledger/runner/replay-ledger';
import { presetNamed, presets } from './presets';

/** What `ledger replay [--as-of asOf]` prints for events, in process, with all presets or with the files that are given. */
export async function replayOf(
  events: Iterable<unknown>,
  asOf: Instant | null = null,
  programs: readonly ProgramTerms[] = presets,
): Promise<string> {
  const running = new RunningReplay(asOf, {}, programs);
  for (const event of events) running.offer(event);
  return running.print();
}

/** A replay that can be looked at after every event. */
export class RunningReplay {
  private readonly rows = new MemoryLedger((name) => this.termsOf(name).calendar);
  private readonly ledger: ReplayLedger;

  /** `watcher` sees all that is recorded, after the read models. */
  constructor(
    private readonly asOf: Instant | null = null,
    watcher: Partial<LedgerSink> = {},
    programs: readonly ProgramTerms[] = presets,
  ) {
    this.ledger = new ReplayLedger(
      { programs, skipped: new Set(), asOf },
      {
        arrived: (arrival, published) => {
          this.rows.arrived(arrival);
          watcher.arrived?.(arrival, published);
        },
        decided: (program, decision) => {
          this.rows.decided(program, decision);
          watcher.decided?.(program, decision);
        },
      },
    );
  }

  offer(event: unknown): void {
    this.ledger.offer(event);
  }

  private termsOf(name: string): ProgramTerms {
    return this.ledger.termsOf(name) ?? presetNamed(name);
  }

  /** The output as it stands. */
  view() {
    return ledgerAsOf(this.rows, { termsOf: (name) => this.termsOf(name), asOf: this.asOf });
  }

  /** Ends the replay and prints its output; where it has no `asOf` to be brought to, it may go on then. */
  async print(): Promise<string> {
    this.ledger.finish();
    let text = '';
    for await (const piece of jsonReport(await this.view())) text += piece;
    return text;
  }
}
