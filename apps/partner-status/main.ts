import { runService } from '@ledger/service-kit/cluster/run-service';
import { stageService } from '@ledger/service-kit/cluster/stage-service';
import { PartnerStatusConsumer } from './cluster/partner-status.consumer';

void runService(stageService({ stage: 'partner-status', modules: [], consumer: PartnerStatusConsumer }));
