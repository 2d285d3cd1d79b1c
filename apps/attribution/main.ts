import { runService } from '@ledger/service-kit/cluster/run-service';
import { stageService } from '@ledger/service-kit/cluster/stage-service';
import { AttributionModule } from './attribution.module';

void runService(stageService({ stage: 'attribution', modules: [AttributionModule] }));
