import { Fault } from '@ledger/kernel/fault';
import type { ReceivedRecord } from './received-record';

/** One partition of a topic as one consumer works on it: records go through it one after the other. */
export interface LaneId {
  readonly topic: string;
  readonly partition: number;
}

/**
 * `running`: takes records. `waiting`: the last attempt failed in a way that may pass; it will be made again.
 * `stopped`: the handler failed on a record; nothing behind it is taken until an operator has dealt with it.
 */
export type LaneState = 'running' | 'waiting' | 'stopped';

export interface LaneStatus extends LaneId {
  readonly state: LaneState;
  /** The offset of the next record to work on; null until the consumer knows it. */
  readonly nextOffset: bigint | null;
  /** Why it waits or is stopped; null while it runs. */
  readonly reason: string | null;
  /** The record that it stopped at, and that nothing behind it is taken before; null: it is no one record. */
  readonly stoppedAt: ReceivedRecord | null;
}

/**
 * Thrown by a handler whose work may succeed later on the same records (its store is away): the lane waits and tries
 * again, and the service says so. Any other error of a handler stops the lane.
 */
export class RetryLater extends Fault {
  override readonly name = 'RetryLater';
  override readonly kind = 'wait';
}

/** What a service says on its log and in its health about a lane. Called at once; must not throw. */
export interface LaneReports {
  laneStopped(lane: LaneStatus, error: unknown): void;
  laneWaiting(lane: LaneStatus, waitMs: number, error: unknown): void;
  laneRecovered(lane: LaneStatus): void;
}
