import { Server, type CustomTransportStrategy, type MessageHandler } from '@nestjs/microservices';
import { isObservable, lastValueFrom } from 'rxjs';
import { BatchContext } from './batch-context';
import { createKafka } from './kafka-client';
import type { KafkaLog } from './kafka-log';
import type { KafkaSettings } from './kafka-settings';
import type { LaneId, LaneReports, LaneStatus } from './lane';
import type { LaneSkip } from './lane-book';
import { LaneConsumer } from './lane-consumer';
import type { RecordBatch } from './received-record';
import type { KafkaFailure } from './until-kafka-answers';
import type { PutAside } from './work-through-batch';

/** Leaves what else a service has to close two of its ten seconds. */
const STOP_TIMEOUT_MS = 8_000;

export interface BatchTransportOptions {
  readonly settings: KafkaSettings;
  readonly log: KafkaLog;
  /** The consumer group: one per service and kind of work; its members share the partitions. */
  readonly groupId: string;
  readonly reports: LaneReports;
  /** The transport has ended for good; the message is one clear line. A service prints it and exits non-zero. */
  readonly onFatal: (failure: KafkaFailure) => void;
  /** Makes a dead letter of a record that somebody decided to put aside. */
  readonly putAside: PutAside;
  /** Tells the transports of one application apart: `@EventPattern(topic, transportId, { batch: true })`. */
  readonly transportId?: symbol;
  /** So many partitions are worked on at the same time (4). */
  readonly concurrentLanes?: number;
}

/**
 * Nest's way to Kafka for handlers of batches: `@EventPattern(topic, { batch: true })` on a method
 * `(batch: RecordBatch, context: BatchContext) => Promise<void>`, which resolves when its work is durable. Then, and
 * only then, the offsets are committed. A handler that throws stops its lane (RetryLater: makes it wait), never skips.
 * Needs {@link RethrowRpcErrors} as a global filter.
 */
export class BatchTransport extends Server implements CustomTransportStrategy {
  private consumer: LaneConsumer | undefined;

  constructor(private readonly options: BatchTransportOptions) {
    super();
    if (options.transportId !== undefined) this.setTransportId(options.transportId);
  }

  /** Called by Nest: joins the group with the topics of all handlers, then calls back, with the failure if it cannot. */
  listen(callback: (failure?: Error) => void): void {
    this.join().then(
      () => callback(),
      (failure: Error) => callback(failure),
    );
  }

  /** Called by Nest: finishes what is under way, commits it and leaves the group, within 8 seconds. */
  async close(): Promise<void> {
    const consumer = this.consumer;
    this.consumer = undefined;
    await consumer?.stop(STOP_TIMEOUT_MS);
  }

  /** What each lane of this member does at the moment, for health and `ledger status`. */
  lanes(): readonly LaneStatus[] {
    return this.consumer?.statuses() ?? [];
  }

  /** Lets a stopped lane try the same records again, once its cause has been dealt with. */
  resumeLane(lane: LaneId): void {
    this.consumer?.resume(lane);
  }

  /**
   * Puts the record aside that a lane is stopped at, and lets the lane go on behind it; false: it is not stopped there.
   * Whoever calls this knows that no fact is lost by it.
   */
  skipRecord(lane: LaneId, skip: LaneSkip): boolean {
    return this.consumer?.skip(lane, skip) ?? false;
  }

  /** The lanes report themselves ({@link BatchTransportOptions.reports}); there are no further events. */
  on(): void {
    throw new Error('BatchTransport has no events to listen to: give it reports and onFatal');
  }

  unwrap<T>(): T {
    throw new Error(
      'BatchTransport does not hand out its Kafka client: a second consumer belongs in a group of its own',
    );
  }

  private async join(): Promise<void> {
    const { settings, log, groupId, reports, onFatal, putAside, concurrentLanes = 4 } = this.options;
    const handlers = this.batchHandlers();
    this.consumer = new LaneConsumer({
      kafka: createKafka(settings, log),
      settings,
      log,
      groupId,
      reports,
      onFatal,
      putAside,
      concurrentLanes,
      topics: [...handlers.keys()],
      handle: async (batch, signal) => {
        const handler = handlers.get(batch.topic);
        if (handler === undefined) throw new Error(`no handler for topic ${batch.topic}`);
        await this.callHandler(handler, batch, signal);
      },
    });
    await this.consumer.start();
    log.info(`group ${groupId} listens to ${[...handlers.keys()].join(', ')}`);
  }

  private batchHandlers(): ReadonlyMap<string, MessageHandler> {
    for (const [topic, handler] of this.messageHandlers) {
      if (handler.isEventHandler !== true || handler.extras?.['batch'] !== true) {
        throw new Error(
          `the handler of ${topic} must be an @EventPattern with { batch: true }: this transport has batches only`,
        );
      }
      if (handler.next !== undefined) {
        throw new Error(`topic ${topic} has more than one handler: their offsets could not be committed apart`);
      }
    }
    if (this.messageHandlers.size === 0) {
      throw new Error(`group ${this.options.groupId} has no handler: no @EventPattern with { batch: true } was found`);
    }
    return this.messageHandlers;
  }

  private async callHandler(handler: MessageHandler, batch: RecordBatch, signal: AbortSignal): Promise<void> {
    const context = new BatchContext([batch, signal]);
    const transportId = this.transportId ?? Symbol.for(this.options.groupId);
    await new Promise<void>((resolve, reject) => {
      // Nest lets its instrumentation hook in here; it calls back at once when there is none.
      this.onProcessingStartHook(transportId, context, async () => {
        try {
          const result: unknown = await handler(batch, context);
          if (isObservable(result)) await lastValueFrom(result, { defaultValue: undefined });
          resolve();
        } catch (error) {
          reject(asError(error));
        } finally {
          this.onProcessingEndHook?.(transportId, context);
        }
      });
    });
  }
}

/** Nest's default filter throws plain objects; where ours was forgotten, this is all that is left of the reason. */
function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(`the handler failed with ${JSON.stringify(thrown)}`);
}
