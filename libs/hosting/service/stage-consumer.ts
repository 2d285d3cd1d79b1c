import { Controller, type Type } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { BatchContext } from '@ledger/messaging/batch-context';
import type { RecordBatch } from '@ledger/messaging/received-record';
import { StageWorker } from './stage-worker';

/** The controller that takes what the stage before leaves on a topic, batch by batch, to the StageWorker of its module. */
export function stageConsumer(topic: string): Type {
  @Controller()
  class StageConsumer {
    constructor(private readonly worker: StageWorker) {}

    @EventPattern(topic, { batch: true })
    async onBatch(@Payload() batch: RecordBatch, @Ctx() context: BatchContext): Promise<void> {
      await this.worker.workThrough(batch, context.signal);
    }
  }
  return StageConsumer;
}
