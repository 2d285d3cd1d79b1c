import { Controller, Module, type INestMicroservice } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import type { BatchContext } from '@ledger/messaging/batch-context';
import { BatchTransport, type BatchTransportOptions } from '@ledger/messaging/batch-transport';
import { silentKafkaLog } from '@ledger/messaging/kafka-log';
import type { LaneStatus } from '@ledger/messaging/lane';
import type { DeadLetterCause } from '@ledger/messaging/dead-letter';
import type { ReceivedRecord, RecordBatch } from '@ledger/messaging/received-record';
import { RethrowRpcErrors } from '@ledger/messaging/rethrow-rpc-errors';
import { freshName, testKafkaSettings } from './kafka-topic';

export interface ConsumingServiceOptions extends Partial<
  Omit<BatchTransportOptions, 'reports' | 'onFatal' | 'putAside'>
> {
  readonly topics: readonly string[];
  readonly handle: (batch: RecordBatch, signal: AbortSignal) => Promise<void> | void;
}

/** A Nest service that does nothing but consume, and remembers what its transport reported. */
export interface ConsumingService {
  readonly transport: BatchTransport;
  readonly groupId: string;
  readonly stopped: readonly LaneStatus[];
  readonly waits: readonly { readonly lane: LaneStatus; readonly waitMs: number }[];
  readonly recovered: readonly LaneStatus[];
  readonly fatal: readonly Error[];
  readonly putAside: readonly { readonly record: ReceivedRecord; readonly cause: DeadLetterCause }[];
  close(): Promise<void>;
}

const open: INestMicroservice[] = [];

/** For afterEach: ends those that a test started, also where it failed. */
export async function closeConsumingServices(): Promise<void> {
  await Promise.all(open.splice(0).map((app) => app.close()));
}

/** Starts one, as the five services do it: the transport as a Nest microservice with the rethrowing filter. */
export async function startConsumingService(options: ConsumingServiceOptions): Promise<ConsumingService> {
  const { topics, handle, groupId = freshName('group'), settings = testKafkaSettings(), ...more } = options;
  const stopped: LaneStatus[] = [];
  const recovered: LaneStatus[] = [];
  const waits: { lane: LaneStatus; waitMs: number }[] = [];
  const fatal: Error[] = [];
  const putAside: { record: ReceivedRecord; cause: DeadLetterCause }[] = [];
  const transport = new BatchTransport({
    log: silentKafkaLog,
    ...more,
    settings,
    groupId,
    reports: {
      laneStopped: (lane) => stopped.push(lane),
      laneWaiting: (lane, waitMs) => waits.push({ lane, waitMs }),
      laneRecovered: (lane) => recovered.push(lane),
    },
    onFatal: (failure) => fatal.push(failure),
    putAside: (record, cause) => Promise.resolve(void putAside.push({ record, cause })),
  });
  const app = await microservice(transport, topics, handle);
  open.push(app);
  await app.listen();
  return { transport, groupId, stopped, waits, recovered, fatal, putAside, close: () => app.close() };
}

async function microservice(
  transport: BatchTransport,
  topics: readonly string[],
  handle: ConsumingServiceOptions['handle'],
): Promise<INestMicroservice> {
  @Controller()
  class Consumer {
    @EventPattern(topics, { batch: true })
    async onBatch(@Payload() batch: RecordBatch, @Ctx() context: BatchContext): Promise<void> {
      await handle(batch, context.signal);
    }
  }

  @Module({ controllers: [Consumer] })
  class ConsumerModule {}

  const app = await NestFactory.createMicroservice(ConsumerModule, { strategy: transport, logger: false });
  app.useGlobalFilters(new RethrowRpcErrors());
  return app;
}
