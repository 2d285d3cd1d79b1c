import { runService } from '@ledger/hosting/service/run-service';
import { stageService } from '@ledger/hosting/service/stage-service';
import { CommissionModule } from './commission.module';

void runService(stageService({ stage: 'commission', modules: [CommissionModule] }));
