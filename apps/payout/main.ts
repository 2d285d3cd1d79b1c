import { INTAKE_TOPIC, REPLIES_TOPIC } from '@ledger/messaging/topics';
import { runService } from '@ledger/hosting/service/run-service';
import { stageService } from '@ledger/hosting/service/stage-service';
import { PayoutModule } from './payout.module';
import { tellOutputs } from './sending/tell-outputs';
import { wireSender } from './sending/wire-sender';

const stage = stageService({ stage: 'payout', modules: [PayoutModule], beside: tellOutputs });

void runService({
  ...stage,
  topics: [...stage.topics, INTAKE_TOPIC, REPLIES_TOPIC],
  wire: async (parts) => wireSender(parts, await stage.wire(parts)),
});
