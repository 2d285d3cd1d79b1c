import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { BatchContext } from '@ledger/messaging/batch-context';
import type { RecordBatch } from '@ledger/messaging/received-record';
import { INTAKE_TOPIC } from '@ledger/messaging/topics';
import { GateWorker } from './gate-worker';
import { GATE_TRANSPORT } from './transports';

/** Takes what is offered, program by program. */
@Controller()
export class GateConsumer {
  constructor(private readonly gate: GateWorker) {}

  @EventPattern(INTAKE_TOPIC, GATE_TRANSPORT, { batch: true })
  async onBatch(@Payload() batch: RecordBatch, @Ctx() context: BatchContext): Promise<void> {
    await this.gate.workThrough(batch, context.signal);
  }
}
