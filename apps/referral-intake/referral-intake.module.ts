import { Module } from '@nestjs/common';
import { EventsController } from './events/events.controller';

/** The service at the gate: takes events, and shows those that it had to reject. */
@Module({ controllers: [EventsController] })
export class ReferralIntakeModule {}
