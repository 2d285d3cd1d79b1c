import { runService } from '@ledger/service-kit/cluster/run-service';
import { stageService } from '@ledger/service-kit/cluster/stage-service';
import { PartnerStatusModule } from './partner-status.module';
import { PartnerStatusConsumer } from './cluster/partner-status.consumer';

void runService(
  stageService({ stage: 'partner-status', modules: [PartnerStatusModule], consumer: PartnerStatusConsumer }),
);
