import { runService } from '@ledger/hosting/service/run-service';
import { stageService } from '@ledger/hosting/service/stage-service';
import { PartnerStatusModule } from './partner-status.module';

void runService(stageService({ stage: 'partner-status', modules: [PartnerStatusModule] }));
