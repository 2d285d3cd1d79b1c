import type { Pool } from 'pg';
import { pause } from '@ledger/messaging/back-off';
import type { BatchTransport } from '@ledger/messaging/batch-transport';
import { deadLetterRecord } from '@ledger/messaging/dead-letter';
import type { IdempotentProducer } from '@ledger/messaging/idempotent-producer';
import type { KafkaLog } from '@ledger/messaging/kafka-log';
import type { LaneStatus } from '@ledger/messaging/lane';
import { recordName, type ReceivedRecord } from '@ledger/messaging/received-record';
import type { StageService } from '@ledger/messaging/topics';
import type { PutAside } from '@ledger/messaging/work-through-batch';
import { answerPutAside, answerSkip, openSkips, type AskedSkip } from './lane-skips';

const POLL_MS = 1_000;

export interface SkipDeskOptions {
  readonly service: StageService;
  readonly pool: Pool;
  readonly log: KafkaLog;
  readonly transport: Pick<BatchTransport, 'lanes' | 'skipRecord'>;
  /** Why a record must not be put aside; null: it has no verdict yet, and no fact is lost with it. */
  readonly whyItStays: (record: ReceivedRecord) => Promise<string | null>;
}

interface StoppedLane extends LaneStatus {
  readonly stoppedAt: ReceivedRecord;
}

/**
 * Carries out, for the lanes of one transport, what `ledger lanes skip` asks for: a record that a lane is stopped at, and
 * that has no verdict, becomes a dead letter, and the lane goes on behind it. Returns when the signal says so.
 */
export async function keepSkipDesk(options: SkipDeskOptions, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      await answerOpenSkips(options);
    } catch (error) {
      options.log.warn(`records to put aside: ${error instanceof Error ? error.message : String(error)}`);
    }
    await pause(POLL_MS, signal);
  }
}

/** How a transport makes the dead letter, once it has been decided. */
export function putAsideBy(producer: IdempotentProducer, pool: Pool, log: KafkaLog): PutAside {
  return async (record, cause) => {
    await producer.send([deadLetterRecord(record, cause, new Date())]);
    log.warn(`record ${recordName(record)} is a dead letter now: ${cause.reason}`);
    // The dead letter says it all; whoever waits is answered when Postgres is back.
    await answerPutAside(pool, recordName(record)).catch(() => undefined);
  };
}

async function answerOpenSkips(options: SkipDeskOptions): Promise<void> {
  const stopped = new Map(
    options.transport.lanes().flatMap((lane) => (isAtRecord(lane) ? [[recordName(lane.stoppedAt), lane]] : [])),
  );
  if (stopped.size === 0) return;
  for (const skip of await openSkips(options.pool, [...stopped.keys()])) {
    const lane = stopped.get(skip.record);
    if (lane !== undefined) await answer(skip, lane, options);
  }
}

async function answer({ id, reason, askedBy }: AskedSkip, lane: StoppedLane, options: SkipDeskOptions): Promise<void> {
  const { service, pool, transport, whyItStays } = options;
  const { stoppedAt } = lane;
  const stays = await whyItStays(stoppedAt).catch(
    (error: unknown) =>
      `nobody can tell whether it has a verdict: ${error instanceof Error ? error.message : 'unknown'}`,
  );
  if (stays !== null) {
    await answerSkip(pool, id, 'refused', `${stays}; the lane is stopped by: ${lane.reason}`);
    return;
  }
  const why = `put aside by ${askedBy}: ${reason} (the lane was stopped by: ${lane.reason})`;
  transport.skipRecord(lane, { offset: stoppedAt.offset, cause: { code: 'skipped', reason: why, service } });
}

function isAtRecord(lane: LaneStatus): lane is StoppedLane {
  return lane.state === 'stopped' && lane.stoppedAt !== null;
}
