import type { Admin, Consumer, ConsumerGroupJoinEvent, EachBatchPayload, Kafka } from 'kafkajs';
import { delayMs, pause, type BackOff } from './back-off';
import { describeKafkaError, isHopeless, rootCause } from './describe-kafka-error';
import type { KafkaLog } from './kafka-log';
import type { KafkaSettings } from './kafka-settings';
import type { LaneId, LaneReports, LaneStatus } from './lane';
import { LaneBook, type LaneSkip } from './lane-book';
import { lostRecords, nextOffsetOf, readLanePositions, type LanePosition } from './lane-positions';
import { KafkaFailure, untilKafkaAnswers } from './until-kafka-answers';
import { endsInTime } from '@ledger/machine/in-time';
import { workThroughBatch, type BatchHandler, type PutAside } from './work-through-batch';

/** So long the broker keeps an answer without records: an idle service asks seldom. Lanes that open wait as long, at most. */
const MAXIMUM_WAIT_MS = 500;
const REJOIN_BACK_OFF: BackOff = { initialDelayMs: 500, maximumDelayMs: 15_000 };
const DISCONNECT_TIMEOUT_MS = 1_500;

export interface LaneConsumerOptions {
  readonly kafka: Kafka;
  readonly settings: KafkaSettings;
  readonly log: KafkaLog;
  readonly groupId: string;
  readonly topics: readonly string[];
  readonly handle: BatchHandler;
  readonly putAside: PutAside;
  readonly reports: LaneReports;
  /** So many lanes are worked on at the same time. */
  readonly concurrentLanes: number;
  /** The consumer has ended for good, because waiting cannot help or took too long; the message is one clear line. */
  readonly onFatal: (failure: KafkaFailure) => void;
}

/**
 * One member of a consumer group. Records of one partition go to the handler in order, and their offsets are committed
 * after it; nothing is fetched while the handlers work. When the connection or the group fails it joins again, with
 * growing pauses; when that cannot help it says so once and ends.
 */
export class LaneConsumer {
  private readonly closing = new AbortController();
  private readonly givenUp = new AbortController();
  private readonly lanes: LaneBook;
  private consumer: Consumer | undefined;
  private admin: Admin | undefined;
  private supervision: Promise<void> = Promise.resolve();
  /** Counts how often the group has dealt its partitions. */
  private deal = 0;

  constructor(private readonly options: LaneConsumerOptions) {
    this.lanes = new LaneBook(options.reports, {
      shut: (lane) => this.shut([lane]),
      open: (lane) => this.open([lane]),
    });
  }

  /**
   * Joins the group, waiting for Kafka as long as it takes (or as KAFKA_GIVE_UP_AFTER_MS allows).
   * @throws KafkaFailure when waiting cannot help
   */
  async start(): Promise<void> {
    await new Promise<void>((joined, failed) => {
      let hasJoined = false;
      const onJoin = (): void => {
        hasJoined = true;
        joined();
      };
      this.supervision = this.supervise(onJoin).catch((error: unknown) => {
        const failure = asFailure(error, this.options.settings);
        if (hasJoined) this.options.onFatal(failure);
        else failed(failure);
      });
      // Stopped before it could join: there is nothing to wait for any more.
      void this.supervision.then(joined);
    });
  }

  statuses(): readonly LaneStatus[] {
    return this.lanes.statuses();
  }

  /** Lets a stopped lane try the same records again, once its cause has been dealt with. */
  resume(lane: LaneId): void {
    this.lanes.resume(lane);
  }

  /** Puts the record aside that a lane is stopped at, and lets it go on; false: it is not stopped there. */
  skip(lane: LaneId, skip: LaneSkip): boolean {
    return this.lanes.skip(lane, skip);
  }

  /**
   * Lets the handlers finish what they have, commits it, leaves the group and disconnects, all within the time given;
   * what is still under way then is abandoned uncommitted and will come again.
   */
  async stop(timeoutMs: number): Promise<void> {
    this.closing.abort();
    if (!(await endsInTime(this.supervision, timeoutMs - DISCONNECT_TIMEOUT_MS))) {
      this.givenUp.abort();
      this.options.log.warn(
        `group ${this.options.groupId}: a batch was still under way when time was up; it will come again`,
      );
      await endsInTime(this.supervision, DISCONNECT_TIMEOUT_MS);
    }
    this.lanes.clear();
  }

  private async supervise(onJoin: () => void): Promise<void> {
    const { settings, log, groupId } = this.options;
    const { signal } = this.closing;
    let failures = 0;
    let failingSinceMs: number | null = null;
    while (!signal.aborted) {
      const error = await this.consumeUntilItFails(() => {
        failures = 0;
        failingSinceMs = null;
        onJoin();
      });
      if (signal.aborted) return;
      failingSinceMs ??= Date.now();
      if (isHopeless(error)) throw error;
      if (settings.giveUpAfterMs !== null && Date.now() - failingSinceMs >= settings.giveUpAfterMs) throw error;
      const waitMs = delayMs(REJOIN_BACK_OFF, failures);
      failures += 1;
      log.warn(`group ${groupId}: ${describeKafkaError(error, settings)}; joining again in ${waitMs} ms`);
      await pause(waitMs, signal);
    }
  }

  /** One life of a kafkajs consumer; resolves with what ended it, undefined when that was {@link stop}. */
  private async consumeUntilItFails(onJoin: () => void): Promise<unknown> {
    const { kafka, groupId, topics, settings, concurrentLanes } = this.options;
    const admin = kafka.admin();
    const consumer = kafka.consumer({
      groupId,
      sessionTimeout: settings.sessionTimeoutMs,
      rebalanceTimeout: settings.rebalanceTimeoutMs,
      heartbeatInterval: this.heartbeatIntervalMs(),
      // Between two of them a heartbeat is sent.
      maxWaitTimeInMs: Math.min(MAXIMUM_WAIT_MS, this.heartbeatIntervalMs()),
      allowAutoTopicCreation: false,
      // kafkajs would start a crashed consumer again by itself, or not, by its own rules: supervise() decides.
      retry: { retries: 5, restartOnFailure: () => Promise.resolve(false) },
    });
    const ended = new Promise<unknown>((resolve) => {
      consumer.on(consumer.events.CRASH, ({ payload }) => resolve(payload.error));
      this.closing.signal.addEventListener('abort', () => resolve(undefined), { once: true });
    });
    try {
      this.consumer = consumer;
      this.admin = admin;
      await admin.connect();
      consumer.on(consumer.events.GROUP_JOIN, (event) => this.takeAssignment(event, onJoin));
      consumer.on(consumer.events.END_BATCH_PROCESS, ({ payload }) => this.passEmptyBatch(consumer, payload));
      await consumer.connect();
      await consumer.subscribe({ topics: [...topics], fromBeginning: true });
      await consumer.run({
        autoCommit: false,
        eachBatchAutoResolve: false,
        partitionsConsumedConcurrently: concurrentLanes,
        eachBatch: (payload) => this.eachBatch(payload),
      });
      return await ended;
    } catch (error) {
      return error;
    } finally {
      await Promise.allSettled([consumer.disconnect(), admin.disconnect()]);
    }
  }

  private async eachBatch(payload: EachBatchPayload): Promise<void> {
    const dealOfBatch = this.deal;
    await workThroughBatch(payload, {
      handle: this.options.handle,
      putAside: this.options.putAside,
      lanes: this.lanes,
      maximumBatchRecords: this.options.settings.maximumBatchRecords,
      heartbeatIntervalMs: this.heartbeatIntervalMs(),
      givenUp: this.givenUp.signal,
      isStillOurs: () => this.deal === dealOfBatch,
    });
  }

  /** Called by kafkajs at the very moment of joining, before it fetches: nothing flows until each lane is known good. */
  private takeAssignment({ payload }: ConsumerGroupJoinEvent, onJoin: () => void): void {
    this.deal += 1;
    const dealt = this.deal;
    const lanes = Object.entries(payload.memberAssignment).flatMap(([topic, partitions]) =>
      partitions.map((partition): LaneId => ({ topic, partition })),
    );
    this.lanes.keepOnly(lanes);
    this.shut(lanes);
    onJoin();
    if (lanes.length === 0) return;
    untilKafkaAnswers(() => this.readPositions(lanes), { ...this.options, signal: this.closing.signal }).then(
      (positions) => {
        if (dealt === this.deal) this.openLanes(positions);
      },
      (error: unknown) => {
        if (!this.closing.signal.aborted) this.options.onFatal(asFailure(error, this.options.settings));
      },
    );
  }

  private async readPositions(lanes: readonly LaneId[]): Promise<readonly LanePosition[]> {
    return this.admin === undefined ? [] : readLanePositions(this.admin, this.options.groupId, lanes);
  }

  private openLanes(positions: readonly LanePosition[]): void {
    for (const position of positions) {
      this.lanes.setNextOffset(position, nextOffsetOf(position));
      const lost = lostRecords(position);
      if (lost !== null) this.lanes.stop(position, lost, new Error(lost));
    }
    this.open(positions.filter((position) => this.lanes.isRunning(position)));
  }

  private open(lanes: readonly LaneId[]): void {
    this.unlessCrashed((consumer) => consumer.resume(lanes.map(partitionOf)));
  }

  private shut(lanes: readonly LaneId[]): void {
    this.unlessCrashed((consumer) => consumer.pause(lanes.map(partitionOf)));
  }

  /** kafkajs refuses between a crash and the next join; that join shuts all lanes and opens those not halted. */
  private unlessCrashed(change: (consumer: Consumer) => void): void {
    try {
      if (this.consumer !== undefined) change(this.consumer);
    } catch (error) {
      if (rootCause(error)?.name !== 'KafkaJSNonRetriableError') throw error;
    }
  }

  /**
   * A batch of nothing but markers of transactions, aborted records or a gap: kafkajs passes it without calling
   * eachBatch. It is done with, so that the lag is 0 at the end; should the commit fail, the batch comes again.
   */
  private passEmptyBatch(consumer: Consumer, batch: LaneId & { batchSize: number; lastOffset: string }): void {
    if (batch.batchSize > 0 || !this.lanes.isRunning(batch)) return;
    const { topic, partition } = batch;
    const nextOffset = BigInt(batch.lastOffset) + 1n;
    this.lanes.setNextOffset(batch, nextOffset);
    consumer.commitOffsets([{ topic, partition, offset: String(nextOffset) }]).catch(() => undefined);
  }

  private heartbeatIntervalMs(): number {
    return Math.max(100, Math.floor(this.options.settings.sessionTimeoutMs / 6));
  }
}

function partitionOf({ topic, partition }: LaneId): { topic: string; partitions: number[] } {
  return { topic, partitions: [partition] };
}

function asFailure(error: unknown, settings: KafkaSettings): KafkaFailure {
  if (error instanceof KafkaFailure) return error;
  return new KafkaFailure(describeKafkaError(error, settings), { cause: error });
}
