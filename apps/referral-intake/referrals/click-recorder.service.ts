import { Inject, Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import { forgetClick, keepClick, oldestClicks, type Click } from '@ledger/desk/referrals/waiting-clicks';
import { instant } from '@ledger/kernel/instant';
import { DeskFacts } from '@ledger/service-kit/facts/desk-facts';
import { API_DATA_SOURCE } from '@ledger/service-kit/injection-tokens';
import { Problem } from '@ledger/service-kit/problems/problem';
import { DataSource } from 'typeorm';

/** So long a visitor waits for the ledger at most, and as long again for the table of clicks that wait. */
const VISITOR_WAITS_MS = 300;
const TAKEN_UP_EVERY_MS = 2_000;
const TAKEN_UP_AT_ONCE = 50;
/** Kept in memory where not even the table of clicks that wait answers. */
const MOST_IN_MEMORY = 1_000;

/**
 * Records clicks without letting anybody wait for a ledger that is stuck: what was not recorded in time waits in a table,
 * and is taken up again. However often a click is offered, it is recorded once, by its id.
 */
@Injectable()
export class ClickRecorder implements OnModuleInit, OnModuleDestroy {
  private readonly log = new Logger(ClickRecorder.name);
  private readonly inMemory = new Map<string, Click>();
  private timer: NodeJS.Timeout | null = null;
  private takingUp: Promise<void> | null = null;

  constructor(
    private readonly facts: DeskFacts,
    @Inject(API_DATA_SOURCE) private readonly dataSource: DataSource,
  ) {}

  onModuleInit(): void {
    this.timer = setInterval(() => void this.takeUp(), TAKEN_UP_EVERY_MS).unref();
  }

  async onModuleDestroy(): Promise<void> {
    if (this.timer !== null) clearInterval(this.timer);
    await this.takingUp;
  }

  /** Resolves when the click is recorded, or waits to be; soon, whatever happens. */
  async record(click: Click): Promise<void> {
    const recording = this.offer(click);
    if (await within(VISITOR_WAITS_MS, recording)) return;
    const keeping = keepClick(this.dataSource.manager, click);
    if (!(await within(VISITOR_WAITS_MS, keeping))) this.keepInMemory(click);
    // Recorded after all, it is not to be taken up again.
    void recording.then(() => this.forget(click)).catch(() => undefined);
  }

  /** Offers what waits, the oldest first; stops at the first that the ledger does not take. */
  takeUp(): Promise<void> {
    this.takingUp ??= this.offerWaiting()
      .catch((error: unknown) => this.log.warn(`clicks wait to be recorded: ${String(error)}`))
      .finally(() => (this.takingUp = null));
    return this.takingUp;
  }

  private async offerWaiting(): Promise<void> {
    for (const click of [...this.inMemory.values()]) {
      await keepClick(this.dataSource.manager, click);
      this.inMemory.delete(click.clickId);
    }
    for (const click of await oldestClicks(this.dataSource.manager, TAKEN_UP_AT_ONCE)) {
      await this.offer(click);
      await this.forget(click);
    }
  }

  /** What the program's rules reject will never be recorded, and need not be offered again. */
  private async offer({ clickId, program, code, clickedAt }: Click): Promise<void> {
    const time = instant(clickedAt.getTime());
    const fact = { program, type: 'referral.clicked', data: { code, clickId }, key: `click-${clickId}`, time } as const;
    try {
      await this.facts.record(fact);
    } catch (error) {
      if (!(error instanceof Problem) || error.kind !== 'rejected') throw error;
    }
  }

  private async forget({ clickId }: Click): Promise<void> {
    this.inMemory.delete(clickId);
    await forgetClick(this.dataSource.manager, clickId);
  }

  private keepInMemory(click: Click): void {
    if (this.inMemory.size < MOST_IN_MEMORY) this.inMemory.set(click.clickId, click);
  }
}

/** Whether something is done within a time; false too where it fails. */
async function within(ms: number, doing: Promise<unknown>): Promise<boolean> {
  const late = new AbortController();
  const done = doing.then(
    () => true,
    () => false,
  );
  const waited = sleep(ms, false, { signal: late.signal, ref: false }).catch(() => false);
  return Promise.race([done, waited]).finally(() => late.abort());
}
