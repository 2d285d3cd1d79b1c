import { Module } from '@nestjs/common';
import { ProgramReader } from '@ledger/service-kit/reads/program-reader';
import { EventsController } from './events/events.controller';
import { RejectedController } from './rejected/rejected.controller';

/** The service at the gate: takes events, and shows those that it had to reject. */
@Module({ controllers: [EventsController, RejectedController], providers: [ProgramReader] })
export class ReferralIntakeModule {}
