import { runService } from '@ledger/hosting/service/run-service';
import { stageService } from '@ledger/hosting/service/stage-service';
import { AttributionModule } from './attribution.module';

void runService(stageService({ stage: 'attribution', modules: [AttributionModule] }));
