import { runService } from '@ledger/service-kit/cluster/run-service';
import { stageService } from '@ledger/service-kit/cluster/stage-service';
import { CommissionModule } from './commission.module';

void runService(stageService({ stage: 'commission', modules: [CommissionModule] }));
