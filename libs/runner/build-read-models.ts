import type { EventStore } from '@ledger/event-store/event-store';
import { LogBroken, LogCheck } from '@ledger/event-store/log-check';
import { buildVersion, type BuildFailpoint } from '@ledger/read-models/postgres/versions/build-version';
import type { DataSource } from 'typeorm';
import { readBatches } from './project-log';
import { rowsAhead } from './rows-ahead';

export interface ReadModelsBuild {
  readonly store: EventStore;
  readonly readModels: DataSource;
  /** Whether schema `ops` is to show them: a start asks for that, a command that only reads does not. */
  readonly forOps: boolean;
  readonly say: (line: string) => void;
  readonly failpoint?: (name: BuildFailpoint) => void;
}

/**
 * Builds the read models of this release from the log where they are not there; says how far it is, now and then.
 * @throws LogBroken where the log is not what was recorded: what it has of it is checked while it is read; read models
 *   that are there may not show more than it has
 */
export async function buildReadModels(build: ReadModelsBuild): Promise<void> {
  const { store, readModels, forOps, say, failpoint } = build;
  await buildVersion({
    dataSource: readModels,
    forOps,
    onProgress: nowAndThen(say),
    ...(failpoint && { failpoint }),
    // What is built from the first event on is checked on the way; what goes on somewhere was checked up to there.
    readBatches: (from, to) => readBatches(store, from, to, from === 0n ? logCheckOf(store) : undefined),
    lastPosition: () => store.lastPosition(),
  });
  const ahead = await rowsAhead(store, readModels);
  if (ahead !== null) throw new LogBroken(ahead);
}

/** A check of a whole log, from its first event. */
export function logCheckOf({ positionsHaveNoGaps }: EventStore): LogCheck {
  return new LogCheck({ everyPosition: positionsHaveNoGaps });
}

const QUIET_MS = 2_000;

function nowAndThen(say: (line: string) => void): (position: bigint, of: bigint) => void {
  let saidAtMs = -Infinity;
  return (position, of) => {
    const nowMs = performance.now();
    if (nowMs - saidAtMs < QUIET_MS && position < of) return;
    saidAtMs = nowMs;
    say(`building the read models of this release from the log: ${position} of ${of} events`);
  };
}
