import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { BatchContext } from '@ledger/messaging/batch-context';
import type { RecordBatch } from '@ledger/messaging/received-record';
import { stageTopic } from '@ledger/messaging/topics';
import { StageWorker } from '@ledger/service-kit/cluster/stage-worker';

/** Takes the facts as attribution leaves them. */
@Controller()
export class PartnerStatusConsumer {
  constructor(private readonly worker: StageWorker) {}

  @EventPattern(stageTopic('attribution'), { batch: true })
  async take(@Payload() batch: RecordBatch, @Ctx() context: BatchContext): Promise<void> {
    await this.worker.take(batch, context.signal);
  }
}
