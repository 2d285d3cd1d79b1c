import { runService } from '@ledger/hosting/service/run-service';
import { stageService } from '@ledger/hosting/service/stage-service';
import { PayoutModule } from './payout.module';

void runService(stageService({ stage: 'payout', modules: [PayoutModule] }));
