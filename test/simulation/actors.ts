import { EventStoreError } from '@ledger/event-store/event-store-error';
import { CheckpointMoved } from '@ledger/read-models/postgres/checkpoint-moved';
import { GateOvertaken } from '@ledger/runner/cluster/gate-partition';
import { SliceOutOfStep } from '@ledger/runner/cluster/slice-runner';
import type { Random } from '@tools/histories/random';
import { Disturbance, type Incarnation, type Scheduler } from './scheduler';
import { Fenced, type SimulatedTopic } from './simulated-topic';

/** What a process does with a batch of records; it resolves when all of it is done, and their offsets may be committed. */
export type HandleBatch = (records: readonly Buffer[], firstOffset: number) => Promise<void>;

const MOST_IN_A_BATCH = 7;

/** Whether a process takes an error for a reason to try again from what was committed last. */
function isExpected(error: unknown): boolean {
  return (
    error instanceof Disturbance ||
    error instanceof GateOvertaken ||
    error instanceof SliceOutOfStep ||
    error instanceof CheckpointMoved ||
    error instanceof EventStoreError
  );
}

/** Consumes a topic as the services do: fetch a batch, handle it, commit; after a failure again from the committed offset. */
export async function consume(
  self: Incarnation,
  scheduler: Scheduler,
  random: Random,
  topic: SimulatedTopic,
  handle: HandleBatch,
): Promise<void> {
  let offset = topic.assign(self.generation);
  for (;;) {
    try {
      const most = random.integer(1, MOST_IN_A_BATCH);
      const isReady = () => topic.length > offset;
      const records = await scheduler.perform(
        self,
        `fetch ${topic.name}@${offset}`,
        () => topic.read(offset, most),
        isReady,
      );
      await handle(records, offset);
      const next = offset + records.length;
      await scheduler.perform(self, `commit ${topic.name}@${next}`, () => topic.commit(self.generation, next));
      offset = next;
    } catch (error) {
      if (error instanceof Fenced) return;
      if (!isExpected(error)) throw error;
      offset = topic.committed;
    }
  }
}

/** Does something again and again until it is done once. */
export async function untilDone(action: () => Promise<void>): Promise<void> {
  for (;;) {
    try {
      return await action();
    } catch (error) {
      if (!isExpected(error)) throw error;
    }
  }
}
