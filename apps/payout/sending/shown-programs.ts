import type { DataSource } from 'typeorm';
import type { Instant } from '@ledger/kernel/instant';
import { readPrograms } from '@ledger/read-models/postgres/queries/program-snapshot';

/** The programs of the read models, and what their clocks showed when they were read last. */
export class ShownPrograms {
  private clocks = new Map<string, Instant | null>();

  constructor(private readonly readModels: DataSource) {}

  /** Reads them. */
  async names(): Promise<readonly string[]> {
    const rows = await readPrograms(this.readModels);
    this.clocks = new Map(rows.filter(({ program }) => program !== '').map(({ program, clock }) => [program, clock]));
    return [...this.clocks.keys()];
  }

  clockOf(program: string): Instant | null {
    return this.clocks.get(program) ?? null;
  }
}
