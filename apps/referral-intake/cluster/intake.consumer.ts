import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import type { RecordBatch } from '@ledger/messaging/received-record';
import { CHECKOUT_TOPIC, PARTNERS_TOPIC, REVENUE_TOPIC } from '@ledger/messaging/topics';
import { IntakeForwarder } from './intake-forwarder';
import { INTAKE_TRANSPORT } from './transports';

/** Takes what other teams' services produce. */
@Controller()
export class IntakeConsumer {
  constructor(private readonly forwarder: IntakeForwarder) {}

  @EventPattern([CHECKOUT_TOPIC, REVENUE_TOPIC, PARTNERS_TOPIC], INTAKE_TRANSPORT, { batch: true })
  async take(@Payload() batch: RecordBatch): Promise<void> {
    await this.forwarder.take(batch);
  }
}
