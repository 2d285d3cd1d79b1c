import { Module } from '@nestjs/common';
import { CsvDownloads } from '@ledger/service-kit/csv/csv-downloads';
import { ProgramLists } from '@ledger/service-kit/lists/program-lists';
import { ProgramReader } from '@ledger/service-kit/reads/program-reader';
import { UnownedCodesController } from './codes/unowned-codes.controller';
import { EventsController } from './events/events.controller';
import { RejectedController } from './rejected/rejected.controller';
import { EventTrials } from './trial/event-trials';
import { TrialTurns } from './trial/trial-turns';

/** The service at the gate: takes events, and shows those that it had to reject and codes that nobody owns. */
@Module({
  controllers: [EventsController, RejectedController, UnownedCodesController],
  providers: [EventTrials, TrialTurns, ProgramReader, CsvDownloads, ProgramLists],
})
export class ReferralIntakeModule {}
