import {
  DEAD_LETTER_TOPIC,
  INTAKE_TOPIC,
  outputTopic,
  PUBLIC_INPUT_TOPICS,
  REPLIES_TOPIC,
  stageTopic,
} from '@ledger/messaging/topics';
import { runService } from '@ledger/hosting/service/run-service';
import { wireIntake } from './cluster/wire-intake';
import { ReferralIntakeModule } from './referral-intake.module';

void runService({
  service: 'referral-intake',
  modules: [ReferralIntakeModule],
  topics: [
    ...PUBLIC_INPUT_TOPICS,
    INTAKE_TOPIC,
    REPLIES_TOPIC,
    stageTopic('referral-intake'),
    outputTopic('referral-intake'),
    DEAD_LETTER_TOPIC,
  ],
  wire: wireIntake,
});
