import type { Type } from '@nestjs/common';
import { BatchTransport } from '@ledger/messaging/batch-transport';
import { outputTopic, stageTopic } from '@ledger/messaging/topics';
import { keepingOlderForms } from '@ledger/runner/log/keep-older-forms';
import { STAGES, type StageName } from '@ledger/stages/stage';
import { stageGroup } from './consumer-groups';
import { consumerModule } from './consumer-module';
import { laneNote } from './lane-note';
import { laneReports } from './lane-reports';
import type { ClusterWiring, ServiceDefinition } from './run-service';
import type { ServiceParts } from './service-parts';
import { keepSkipDesk, putAsideBy } from './skip-desk';
import { stageConsumer } from './stage-consumer';
import { inputOf } from './stage-input';
import { StageWorker } from './stage-worker';

export interface StageServiceOptions {
  readonly stage: StageName;
  /** The module with its HTTP API, where it has one. */
  readonly modules: readonly Type[];
  /** What runs beside the stage: begins it, and answers what ends it. */
  readonly beside?: (parts: ServiceParts) => Promise<() => Promise<void>>;
}

/** A service that is one stage behind the gate. */
export function stageService({ stage, modules, beside }: StageServiceOptions): ServiceDefinition {
  const isLast = STAGES.at(-1) === stage;
  return {
    service: stage,
    modules,
    topics: [inputOf(stage), outputTopic(stage), ...(isLast ? [] : [stageTopic(stage)])],
    wire: async (parts) => {
      const wiring = wireStage(stage, parts);
      return beside === undefined ? wiring : { ...wiring, stop: await beside(parts) };
    },
  };
}

function wireStage(stage: StageName, parts: ServiceParts): ClusterWiring {
  const { settings, log, book, stop, storage, producer, beginnings, failpoint } = parts;
  const groupId = stageGroup(stage);
  const transport = new BatchTransport({
    settings: settings.kafka,
    log,
    groupId,
    reports: laneReports(groupId, log, book),
    onFatal: (failure) => stop.because(failure),
    putAside: putAsideBy(producer, storage.pool, log),
  });
  const worker = new StageWorker({
    stage,
    store: keepingOlderForms(storage.store),
    beginnings,
    metrics: parts.runnerMetrics,
    producer,
    book,
    groupId,
    failpoint,
    tracing: parts.tracing,
    events: parts.events,
    assigned: () => transport.lanes().map(({ partition }) => partition),
  });
  void keepSkipDesk(
    { service: stage, pool: storage.pool, log, transport, whyItStays: (record) => worker.whyItStays(record) },
    stop.signal,
  );
  return {
    modules: [consumerModule(stageConsumer(inputOf(stage)), [{ provide: StageWorker, useValue: worker }])],
    transports: [transport],
    runtime: null,
    trial: null,
    checks: [laneNote(stage, transport)],
  };
}
