import { runService } from '@ledger/hosting/service/run-service';
import { stageService } from '@ledger/hosting/service/stage-service';
import { startWebhooks } from '@ledger/hosting/webhooks/start-webhooks';
import { PayoutModule } from './payout.module';

void runService(
  stageService({
    stage: 'payout',
    modules: [PayoutModule],
    beside: ({ storage, log }) => Promise.resolve(startWebhooks(storage, (line) => log.warn(line))),
  }),
);
