import { setTimeout as sleep } from 'node:timers/promises';
import type { Admin } from 'kafkajs';
import type { DataSource } from 'typeorm';
import type { EventStore } from '@ledger/event-store/event-store';
import { readCheckpoint } from '@ledger/read-models/postgres/projector';
import { LIVE_SCHEMA } from '@ledger/read-models/postgres/schema/version';
import { withConnection } from '@ledger/read-models/postgres/sql';
import { typed } from '../process/command-name';
import { UserError } from '../process/user-error';
import { haltedLanes } from './halted-lanes';
import { CLUSTER_STEPS } from './cluster-steps';
import { lagTo, stepPositions } from './step-progress';

const POLL_MS = 150;

export interface Visibility {
  readonly admin: Admin;
  readonly store: EventStore;
  readonly readModels: DataSource;
  readonly timeoutMs: number;
}

/**
 * Resolves when everything that is offered now is visible in the read models: step by step, what the step before has
 * passed on by then. Throws UserError when a lane is stopped, so that it never would be, or when time is up.
 */
export async function waitUntilVisible(options: Visibility): Promise<void> {
  const { admin, store, readModels } = options;
  const deadline = Date.now() + options.timeoutMs;
  for (const step of CLUSTER_STEPS) {
    const ends = new Map(
      (await stepPositions(admin, step)).map(({ topic, partition, end }) => [`${topic}/${partition}`, end]),
    );
    await until(`${step.name} has done what it was given`, deadline, readModels, async () => {
      const positions = await stepPositions(admin, step);
      return positions.reduce((sum, each) => sum + lagTo(each, ends.get(`${each.topic}/${each.partition}`) ?? 0n), 0n);
    });
  }
  const last = await store.lastPosition();
  await until('the read models show it', deadline, readModels, async () => {
    const checkpoint = await withConnection(readModels, (sql) => readCheckpoint(sql, LIVE_SCHEMA));
    return last > checkpoint ? last - checkpoint : 0n;
  });
}

async function until(what: string, deadline: number, database: DataSource, lag: () => Promise<bigint>): Promise<void> {
  for (;;) {
    const left = await lag();
    if (left === 0n) return;
    const stopped = (await haltedLanes(database)).find(({ state }) => state === 'stopped');
    if (stopped !== undefined) {
      throw new UserError(`lane ${stopped.topic}/${stopped.partition} is stopped: ${stopped.reason}`, 'refused');
    }
    if (Date.now() > deadline)
      throw new UserError(`time is up before ${what}: ${left} left (${typed('status')} shows where)`, 'wait');
    await sleep(POLL_MS);
  }
}
