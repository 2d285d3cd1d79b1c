import { runService } from '@ledger/service-kit/cluster/run-service';
import { stageService } from '@ledger/service-kit/cluster/stage-service';
import { PayoutModule } from './payout.module';

void runService(stageService({ stage: 'payout', modules: [PayoutModule] }));
