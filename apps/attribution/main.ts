import { runService } from '@ledger/service-kit/cluster/run-service';
import { stageService } from '@ledger/service-kit/cluster/stage-service';
import { AttributionConsumer } from './cluster/attribution.consumer';

void runService(stageService({ stage: 'attribution', modules: [], consumer: AttributionConsumer }));
