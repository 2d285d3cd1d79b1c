import { delayMs, type BackOff } from './back-off';
import type { DeadLetterCause } from './dead-letter';
import type { LaneId, LaneReports, LaneState, LaneStatus } from './lane';
import type { ReceivedRecord } from './received-record';

const BACK_OFF: BackOff = { initialDelayMs: 250, maximumDelayMs: 30_000 };

/** Stops and restarts the fetching of a lane's records; bound to the consumer that is in the group at the moment. */
export interface LaneValve {
  shut(lane: LaneId): void;
  open(lane: LaneId): void;
}

/** A record that is to be put aside instead of being handed to the handler. */
export interface LaneSkip {
  readonly offset: bigint;
  /** What its dead letter says. */
  readonly cause: DeadLetterCause;
}

interface Lane extends LaneId {
  state: LaneState;
  nextOffset: bigint | null;
  reason: string | null;
  stoppedAt: ReceivedRecord | null;
  /** The records before this offset failed together: they are tried one by one, to find the one. */
  oneByOneBefore: bigint;
  /** The record that somebody decided to put aside. */
  skip: LaneSkip | null;
  /** Attempts on the same records that failed in a row. */
  failures: number;
  retryTimer: NodeJS.Timeout | undefined;
}

/** The lanes that this consumer was given, what each of them does, and why those that do nothing do not. */
export class LaneBook {
  private readonly lanes = new Map<string, Lane>();

  constructor(
    private readonly reports: LaneReports,
    private readonly valve: LaneValve,
  ) {}

  statuses(): readonly LaneStatus[] {
    return [...this.lanes.values()].map(statusOf);
  }

  /** False also for a lane that is another member's now. */
  isRunning(id: LaneId): boolean {
    return this.lanes.get(keyOf(id))?.state === 'running';
  }

  nextOffset(id: LaneId): bigint | null {
    return this.lanes.get(keyOf(id))?.nextOffset ?? null;
  }

  /** Whether the record at this offset is to be tried by itself. */
  isSuspect(id: LaneId, offset: bigint): boolean {
    return offset < (this.lanes.get(keyOf(id))?.oneByOneBefore ?? 0n);
  }

  /** The records before this offset failed together, and one of them is to be found. */
  suspect(id: LaneId, before: bigint): void {
    const lane = this.lanes.get(keyOf(id));
    if (lane !== undefined) lane.oneByOneBefore = before;
  }

  /** What is to be put aside; null: nothing. */
  skipOf(id: LaneId): LaneSkip | null {
    return this.lanes.get(keyOf(id))?.skip ?? null;
  }

  /**
   * Lets a lane go on that is stopped at a record, putting that record aside; one that is not stopped there any more is
   * left as it is, and the answer is false.
   */
  skip(id: LaneId, skip: LaneSkip): boolean {
    const lane = this.lanes.get(keyOf(id));
    if (lane?.state !== 'stopped' || lane.stoppedAt?.offset !== skip.offset) return false;
    lane.skip = skip;
    this.resume(lane);
    return true;
  }

  /** After the group has dealt its partitions anew: what belongs to others now is theirs to report. */
  keepOnly(assigned: readonly LaneId[]): void {
    const before = new Map(this.lanes);
    this.lanes.clear();
    for (const id of assigned) {
      this.lanes.set(keyOf(id), before.get(keyOf(id)) ?? newLane(id));
      before.delete(keyOf(id));
    }
    for (const lost of before.values()) clearTimeout(lost.retryTimer);
  }

  /** Where the lane goes on. */
  setNextOffset(id: LaneId, nextOffset: bigint): void {
    const lane = this.lanes.get(keyOf(id));
    if (lane !== undefined) lane.nextOffset = nextOffset;
  }

  /** The handler did the records before this offset, durably. */
  advance(id: LaneId, nextOffset: bigint): void {
    const lane = this.lanes.get(keyOf(id));
    if (lane === undefined) return;
    lane.nextOffset = nextOffset;
    if (lane.skip !== null && lane.skip.offset < nextOffset) lane.skip = null;
    if (lane.failures === 0) return;
    lane.failures = 0;
    this.reports.laneRecovered(statusOf(lane));
  }

  /** Takes nothing more from the lane until {@link resume}. */
  stop(id: LaneId, reason: string, error: unknown, at: ReceivedRecord | null = null): void {
    const lane = this.lanes.get(keyOf(id));
    if (lane === undefined) return;
    clearTimeout(lane.retryTimer);
    this.valve.shut(lane);
    lane.state = 'stopped';
    lane.reason = reason;
    lane.stoppedAt = at;
    this.reports.laneStopped(statusOf(lane), error);
  }

  /** Takes nothing more from the lane for a while, longer from failure to failure, then the same records again. */
  wait(id: LaneId, reason: string, error: unknown): void {
    const lane = this.lanes.get(keyOf(id));
    if (lane === undefined) return;
    const waitMs = delayMs(BACK_OFF, lane.failures);
    this.valve.shut(lane);
    lane.state = 'waiting';
    lane.reason = reason;
    lane.failures += 1;
    lane.retryTimer = setTimeout(() => this.resume(lane), waitMs);
    this.reports.laneWaiting(statusOf(lane), waitMs, error);
  }

  /** Lets a lane that waits or was stopped try the same records again. */
  resume(id: LaneId): void {
    const lane = this.lanes.get(keyOf(id));
    if (lane === undefined || lane.state === 'running') return;
    clearTimeout(lane.retryTimer);
    if (lane.state === 'stopped') lane.failures += 1;
    lane.state = 'running';
    lane.reason = null;
    lane.stoppedAt = null;
    this.valve.open(lane);
  }

  /** Forgets all lanes; nothing will be tried again. */
  clear(): void {
    this.keepOnly([]);
  }
}

function newLane({ topic, partition }: LaneId): Lane {
  return {
    topic,
    partition,
    state: 'running',
    nextOffset: null,
    reason: null,
    stoppedAt: null,
    oneByOneBefore: 0n,
    skip: null,
    failures: 0,
    retryTimer: undefined,
  };
}

function keyOf({ topic, partition }: LaneId): string {
  return `${topic}/${partition}`;
}

function statusOf({ topic, partition, state, nextOffset, reason, stoppedAt }: Lane): LaneStatus {
  return { topic, partition, state, nextOffset, reason, stoppedAt };
}
