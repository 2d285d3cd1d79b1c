import { runService } from '@ledger/service-kit/cluster/run-service';
import { stageService } from '@ledger/service-kit/cluster/stage-service';
import { PartnerStatusModule } from './partner-status.module';

void runService(stageService({ stage: 'partner-status', modules: [PartnerStatusModule] }));
