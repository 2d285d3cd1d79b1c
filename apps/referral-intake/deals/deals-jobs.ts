import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { isLocked, lockNamed, takeLock } from '@ledger/postgres/locks';
import { readPrograms } from '@ledger/read-models/postgres/queries/program-snapshot';
import { UNASSIGNED } from '@ledger/runner/unassigned-arrival';
import type { LedgerRuntime } from '@ledger/runner/ledger-runtime';
import { API_DATA_SOURCE, LEDGER_RUNTIME, READ_MODELS } from '@ledger/service-kit/injection-tokens';
import { DataSource } from 'typeorm';
import { ConflictNotes } from './conflict-notes.service';
import { ExpiryWarnings } from './expiry-warnings.service';
import { HandoversService } from './handovers.service';

const FIRST_AFTER_MS = 5_000;
const EVERY_MS = 60_000;
const TURN = lockNamed('desk_deals');

/**
 * What is done about deals without anybody asking: hand-overs go on, conflicts are noted, partners are warned. One
 * process at a time does it, by a lock that ends with its connection; all of it may be cut off and done again.
 */
@Injectable()
export class DealsJobs implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger(DealsJobs.name);
  private timers: NodeJS.Timeout[] = [];
  private running: Promise<void> | null = null;
  private isAskedAgain = false;
  private isStopping = false;

  constructor(
    private readonly handovers: HandoversService,
    private readonly notes: ConflictNotes,
    private readonly warnings: ExpiryWarnings,
    @Inject(LEDGER_RUNTIME) private readonly runtime: LedgerRuntime | null,
    @Inject(READ_MODELS) private readonly readModels: DataSource,
    @Inject(API_DATA_SOURCE) private readonly desk: DataSource,
  ) {}

  onApplicationBootstrap(): void {
    if (this.runtime === null) return;
    this.timers = [setTimeout(() => this.kick(), FIRST_AFTER_MS), setInterval(() => this.kick(), EVERY_MS)];
    for (const timer of this.timers) timer.unref();
  }

  async onModuleDestroy(): Promise<void> {
    this.isStopping = true;
    for (const timer of this.timers) clearTimeout(timer);
    await this.running;
  }

  /** Has it done soon; what is under way is done once more after it. */
  kick(): void {
    this.isAskedAgain = true;
    this.running ??= this.work().finally(() => (this.running = null));
  }

  /** Resolves when nothing is under way. */
  async idle(): Promise<void> {
    await this.running;
  }

  private async work(): Promise<void> {
    while (this.isAskedAgain && !this.isStopping) {
      this.isAskedAgain = false;
      await this.desk
        .transaction(async (turn) => {
          await turn.query(takeLock(TURN, { now: true }));
          await this.doAll();
        })
        .catch((error: unknown) => {
          // Another process has its turn, and does the same.
          if (!isLocked(error) && !this.isStopping) this.log.error(error);
        });
    }
  }

  private async doAll(): Promise<void> {
    await this.handovers.run(() => this.isStopping);
    for (const { program } of await readPrograms(this.readModels)) {
      if (program === UNASSIGNED) continue;
      if (this.isStopping) return;
      await this.notes.note(program);
      await this.warnings.warn(program);
    }
  }
}
