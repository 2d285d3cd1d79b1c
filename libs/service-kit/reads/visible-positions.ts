import { Inject, Injectable } from '@nestjs/common';
import { readCheckpoint } from '@ledger/read-models/postgres/projector';
import { acceptedFacts } from '@ledger/read-models/postgres/queries/accepted-facts';
import { LIVE_SCHEMA } from '@ledger/read-models/postgres/schema/version';
import { withConnection } from '@ledger/read-models/postgres/sql';
import { setTimeout as sleep } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { HTTP_SETTINGS, LOG_PROGRESS, READ_MODELS } from '../injection-tokens';
import { Problem } from '../problems/problem';
import type { LogProgress } from '../service-dependencies';
import type { HttpSettings } from '../http-settings';

const FIRST_POLL_MS = 10;
const LONGEST_POLL_MS = 200;

/** Waits until the read models show what was recorded at a position, and all that was decided on it. */
@Injectable()
export class VisiblePositions {
  /** One question at a time, for all who wait. */
  private asking: Promise<bigint> | null = null;

  constructor(
    @Inject(READ_MODELS) private readonly readModels: DataSource,
    @Inject(LOG_PROGRESS) private readonly progress: LogProgress | null,
    @Inject(HTTP_SETTINGS) private readonly settings: HttpSettings,
  ) {}

  /**
   * Resolves when a read sees it. `program`: whose facts are meant. Throws the problems `invalid-request` for a position
   * that the log has not, and `not-yet-visible` when time is up.
   */
  async until(position: bigint, program: string | null): Promise<void> {
    const wait = { position, deadline: Date.now() + this.settings.readAfterMs };
    await this.untilProjected(position, wait);
    const { progress } = this;
    if (progress === null || progress.decidedFacts === null || program === null) return;
    // Stages of their own decide after the answer: those facts that the read models show by now have to be through.
    const facts = await withConnection(this.readModels, (sql) => acceptedFacts(sql, LIVE_SCHEMA, program));
    const { decidedFacts } = progress;
    await until(async () => (await decidedFacts(program)) >= facts, wait);
    await this.untilProjected(await progress.lastPosition(), wait);
  }

  private async untilProjected(target: bigint, wait: Wait): Promise<void> {
    if ((await this.checkpoint()) >= target) return;
    const last = await this.progress?.lastPosition();
    if (last !== undefined && last < target) throw notOfThisLog(target, last);
    await until(async () => (await this.checkpoint()) >= target, wait);
  }

  private checkpoint(): Promise<bigint> {
    this.asking ??= withConnection(this.readModels, (sql) => readCheckpoint(sql, LIVE_SCHEMA)).finally(
      () => (this.asking = null),
    );
    return this.asking;
  }
}

interface Wait {
  readonly position: bigint;
  readonly deadline: number;
}

async function until(isThere: () => Promise<boolean>, { position, deadline }: Wait): Promise<void> {
  for (let pollMs = FIRST_POLL_MS; !(await isThere()); pollMs = Math.min(2 * pollMs, LONGEST_POLL_MS)) {
    const left = deadline - Date.now();
    if (left <= 0) throw notYet(position);
    await sleep(Math.min(pollMs, left));
  }
}

function notYet(position: bigint): Problem {
  return new Problem(
    'not-yet-visible',
    `What was recorded at position ${position} is recorded, but cannot be read yet. Ask again in a moment, or without "after" for what there is.`,
    { headers: { 'Retry-After': '1' } },
  );
}

function notOfThisLog(position: bigint, last: bigint): Problem {
  const detail = `after must be the position of an answer of this ledger; its log ends at ${last}, before ${position}`;
  return new Problem('invalid-request', `${detail}.`, { errors: [{ field: 'after', detail }] });
}
