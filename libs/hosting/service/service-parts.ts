import type { Kafka } from 'kafkajs';
import { countMails } from '@ledger/desk/mail/list-mails';
import { checkTopics, formatTopicProblem } from '@ledger/messaging/check-topics';
import { IdempotentProducer } from '@ledger/messaging/idempotent-producer';
import { createKafka } from '@ledger/messaging/kafka-client';
import type { KafkaLog } from '@ledger/messaging/kafka-log';
import { untilKafkaAnswers } from '@ledger/messaging/until-kafka-answers';
import type { ProgramTerms } from '@ledger/program/program-terms';
import { keepNextPayouts } from '@ledger/read-models/postgres/ahead/keep-next-payouts';
import { Projector } from '@ledger/read-models/postgres/projector';
import { checkVersionBuilt, ReadModelsNotBuilt } from '@ledger/read-models/postgres/versions/build-version';
import { takeOverOps } from '@ledger/read-models/postgres/versions/take-over-ops';
import { checkEdition, EditionNotInForce } from '@ledger/runner/edition';
import { recordedPrograms } from '@ledger/runner/recorded-programs';
import type { RunnerMetrics } from '@ledger/runner/runner-metrics';
import { LedgerMetrics } from '@ledger/service-kit/metrics/ledger-metrics';
import { readPositions } from '@ledger/service-kit/metrics/read-positions';
import { projectionMetrics, runnerMetrics } from '@ledger/service-kit/metrics/report-metrics';
import { tracedProjection } from '@ledger/service-kit/tracing/traced-projection';
import type { Tracing } from '@ledger/service-kit/tracing/tracing';
import { ClusterBook } from './cluster-book';
import type { ServiceSettings } from '../settings/service-settings';
import { openServiceStorage } from '../storage/open-service-storage';
import { openReadModels, type Storage } from '../storage/open-storage';
import type { EventLog } from './event-log';
import type { LeadingProjection } from './follow-as-leader';
import { isTransient } from '../waiting/is-transient';
import { untilReady } from '../waiting/until-ready';
import type { StopRequest } from '../process/until-stopped';

export interface ServicePartsOptions {
  readonly settings: ServiceSettings;
  readonly instance: string;
  readonly log: KafkaLog;
  readonly events: EventLog;
  readonly topics: readonly string[];
  readonly stop: StopRequest;
  readonly tracing: Tracing;
}

/** What a service of the cluster is made of. */
export interface ServiceParts extends Omit<ServicePartsOptions, 'topics'> {
  /** The programs whose terms were recorded before their facts, by name; the others begin with their first fact. */
  readonly beginnings: ReadonlyMap<string, ProgramTerms>;
  readonly storage: Storage;
  readonly kafka: Kafka;
  readonly producer: IdempotentProducer;
  readonly book: ClusterBook;
  readonly metrics: LedgerMetrics;
  readonly runnerMetrics: RunnerMetrics;
  readonly failpoint: (name: string) => void;
  readonly projection: Omit<LeadingProjection, 'log' | 'signal'>;
  close(): Promise<void>;
}

/** Waits for Postgres, the event store, the read models and Kafka with its topics; saying each time what it waits for. */
export async function openServiceParts(options: ServicePartsOptions): Promise<ServiceParts> {
  const { settings, instance, log, events, topics, stop, tracing } = options;
  const { signal } = stop;
  const storage = await untilReady(() => openServiceStorage(settings, log), { log, signal, isTransient });
  const isNotPrepared = (error: unknown) =>
    [ReadModelsNotBuilt, EditionNotInForce].some((kind) => error instanceof kind);
  const waits = { log, signal, isTransient: (error: unknown) => isNotPrepared(error) || isTransient(error) };
  await untilReady(() => checkEdition(storage.store), waits);
  await untilReady(() => checkVersionBuilt(storage.readModels), waits);
  const recorded = await recordedPrograms(storage.store);
  const beginnings = new Map(recorded.map((terms) => [terms.name, terms]));
  const kafka = createKafka(settings.kafka, log);
  await untilTopicsAreThere({ kafka, settings, log, topics, signal });
  const producer = new IdempotentProducer({ kafka, settings: settings.kafka, log });
  await producer.connect();
  const book = new ClusterBook(storage.pool, instance);
  const metrics = new LedgerMetrics(readPositions(storage.store, storage.readModels), () => countMails(storage.pool));
  const { failpoint } = settings;
  return {
    settings,
    beginnings,
    instance,
    log,
    events,
    stop,
    storage,
    kafka,
    producer,
    book,
    metrics,
    failpoint,
    tracing,
    runnerMetrics: runnerMetrics(metrics, () => undefined),
    projection: {
      postgresUrl: settings.postgresUrl,
      store: tracedProjection(storage.store, tracing),
      openProjector: async () => {
        const readModels = await openReadModels(settings, 'one of many');
        const projector = new Projector(readModels, { failpoint });
        const takeOver = (signal: AbortSignal) =>
          takeOverOps({
            dataSource: readModels,
            signal,
            failpoint,
            warn: (line) => log.warn(line),
            readersMayTakeMs: settings.readersMayTakeMs,
          });
        const keepAhead = (signal: AbortSignal) =>
          keepNextPayouts({ dataSource: readModels, signal, warn: (line) => log.warn(line) });
        return { projector, takeOver, keepAhead, close: () => readModels.destroy() };
      },
      progress: projectionMetrics(metrics),
    },
    close: async () => {
      await producer.close();
      await book.close();
      await storage.close();
    },
  };
}

interface TopicsWait {
  readonly kafka: Kafka;
  readonly settings: ServiceSettings;
  readonly log: KafkaLog;
  readonly topics: readonly string[];
  readonly signal: AbortSignal;
}

/** A topic that is missing may yet be made; what is otherwise wrong with one is said, and the service goes on. */
async function untilTopicsAreThere({ kafka, settings, log, topics, signal }: TopicsWait): Promise<void> {
  const patience = { settings: settings.kafka, log, signal };
  await untilReady(
    async () => {
      const problems = await untilKafkaAnswers(() => checkTopics(kafka, settings.topics, topics), patience);
      const missing = problems.filter(({ problem }) => problem === 'is missing');
      if (missing.length > 0) throw new TopicsMissing(missing.map(formatTopicProblem).join('; '));
      for (const problem of problems) log.error(formatTopicProblem(problem));
    },
    { log, signal, isTransient: (error) => error instanceof TopicsMissing },
  );
}

class TopicsMissing extends Error {
  override readonly name = 'TopicsMissing';
}
