import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import type { RecordBatch } from '@ledger/messaging/received-record';
import { PUBLIC_INPUT_TOPICS } from '@ledger/messaging/topics';
import { IntakeForwarder } from './intake-forwarder';
import { INTAKE_TRANSPORT } from './transports';

/** Takes what other teams' services produce. */
@Controller()
export class IntakeConsumer {
  constructor(private readonly forwarder: IntakeForwarder) {}

  @EventPattern([...PUBLIC_INPUT_TOPICS], INTAKE_TRANSPORT, { batch: true })
  async onBatch(@Payload() batch: RecordBatch): Promise<void> {
    await this.forwarder.forward(batch);
  }
}
