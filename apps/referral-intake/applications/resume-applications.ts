import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Application } from '@ledger/desk/applications/application.entity';
import { dropExpiredDrafts } from '@ledger/desk/applications/drop-expired';
import { Enrolment } from '@ledger/desk/enrolments/enrolment.entity';
import { API_DATA_SOURCE, LEDGER_RUNTIME } from '@ledger/service-kit/injection-tokens';
import type { LedgerRuntime } from '@ledger/runner/ledger-runtime';
import { DataSource, IsNull, LessThan, LessThanOrEqual, Not } from 'typeorm';
import { FollowLog } from './follow-log';
import { ApplicationSteps } from './application-steps';

const EVERY_MS = 30_000;
/** A step that another request is at is left to it for so long. */
const LEFT_ALONE_MS = 20_000;
const AT_ONCE = 100;

/** Takes up steps of applications that somebody began and did not live to end; drops drafts that nobody writes, and enrolments that nobody verifies. */
@Injectable()
export class ResumeApplications implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly log = new Logger('applications');
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> = Promise.resolve();

  constructor(
    @Inject(API_DATA_SOURCE) private readonly api: DataSource,
    @Inject(LEDGER_RUNTIME) private readonly runtime: LedgerRuntime | null,
    private readonly steps: ApplicationSteps,
    private readonly followLog: FollowLog,
  ) {}

  onApplicationBootstrap(): void {
    if (this.runtime === null) return;
    this.timer = setInterval(() => {
      this.running = this.running.then(() => this.sweep());
    }, EVERY_MS);
    this.timer.unref();
    this.running = this.sweep();
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.timer !== null) clearInterval(this.timer);
    await this.running;
  }

  /** Takes up what was begun before a time; answers how many came to their end. */
  async resume(begunBefore: Date): Promise<number> {
    const where = { pendingSince: LessThanOrEqual(begunBefore), trackingId: Not(IsNull()) };
    const begun = await this.api.manager.find(Application, { where, order: { pendingSince: 'ASC' }, take: AT_ONCE });
    let ended = 0;
    for (const application of begun) {
      try {
        await this.steps.carryOut(application);
        ended += 1;
      } catch (error) {
        this.log.warn(`${application.trackingId} is not through yet: ${messageOf(error)}`);
      }
    }
    return ended;
  }

  private async sweep(): Promise<void> {
    try {
      await this.resume(new Date(Date.now() - LEFT_ALONE_MS));
      await this.followLog.run();
      await this.api.transaction((manager) => dropExpiredDrafts(manager, new Date()));
      await this.api.manager.delete(Enrolment, { expiresAt: LessThan(new Date()), factAt: IsNull() });
    } catch (error) {
      this.log.warn(`applications could not be looked through: ${messageOf(error)}`);
    }
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
