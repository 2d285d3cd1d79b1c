import type { ProgramTerms } from '@ledger/program/program-terms';
import { ledgerAsOf } from '@ledger/read-models/as-of/ledger-as-of';
import type { LedgerEntry, ProjectedBatch } from '@ledger/read-models/ledger-entry';
import { MemoryLedger } from '@ledger/read-models/memory/memory-ledger';
import { CheckpointMoved } from '@ledger/read-models/postgres/checkpoint-moved';
import { jsonReport } from '@ledger/read-models/report/json-report';

/** Read models that survive their projector: rows and checkpoint move in one transaction. */
export class SimulatedReadModels {
  protected readonly entries: LedgerEntry[] = [];
  protected projectedTo = 0n;

  get checkpoint(): bigint {
    return this.projectedTo;
  }

  /** The transactions in which a batch is projected, one after the other. */
  transactions({ fromCheckpoint, toCheckpoint, entries }: ProjectedBatch): readonly (() => void)[] {
    return [
      () => {
        if (this.projectedTo !== fromCheckpoint) throw new CheckpointMoved(fromCheckpoint, this.projectedTo);
        this.entries.push(...entries);
        this.projectedTo = toCheckpoint;
      },
    ];
  }

  /** What `ledger export` prints of them. */
  async print(termsOf: (program: string) => ProgramTerms): Promise<string> {
    const rows = new MemoryLedger((program) => termsOf(program).calendar);
    rows.apply(this.entries);
    let text = '';
    for await (const piece of jsonReport(await ledgerAsOf(rows, { termsOf, asOf: null }))) text += piece;
    return text;
  }
}
