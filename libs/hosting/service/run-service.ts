import { linesForTerminal } from '@ledger/documents/for-terminal';
import { isOneLine } from '@ledger/kernel/fault';
import type { DynamicModule, Type } from '@nestjs/common';
import type { CustomTransportStrategy } from '@nestjs/microservices';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { PersonalGround } from '@ledger/desk/personal/find-subject';
import type { KafkaLog } from '@ledger/messaging/kafka-log';
import { RethrowRpcErrors } from '@ledger/messaging/rethrow-rpc-errors';
import type { StageService } from '@ledger/messaging/topics';
import type { TaxPapers } from '@ledger/tax/tax-papers';
import type { Bank } from '@ledger/rails/manual/bank';
import type { OnboardingOffice } from '@ledger/rails/onboarding/onboarding-office';
import type { RailWebhooks } from '@ledger/rails/rail-notice';
import type { LedgerRuntime } from '@ledger/runner/ledger-runtime';
import type { LedgerTrial } from '@ledger/runner/trial/make-trial';
import { PersonalDataConcealer } from '@ledger/runner/personal/conceal-personal-data';
import { PersonalReads } from '@ledger/runner/personal/personal-reads';
import { PostgresPersonalDataStore } from '@ledger/runner/personal/postgres-personal-data-store';
import { createApplication, listen } from '@ledger/service-kit/create-application';
import type { ReadinessCheck } from '@ledger/service-kit/health/readiness-check';
import { startTracing } from '@ledger/service-kit/tracing/start-tracing';
import { traceRequests } from '@ledger/service-kit/tracing/trace-requests';
import { readServiceSettings } from '../settings/service-settings';
import { decidedFacts } from './decided-facts';
import { eventLog } from './event-log';
import { followAsLeader } from './follow-as-leader';
import { instanceName } from './instance-name';
import { openServiceParts, type ServiceParts } from './service-parts';
import { serviceLog, serviceLogger } from './service-log';
import { untilStopped, type StopRequest } from '../process/until-stopped';

/** How a service takes part in the cluster; made from its parts when they are there. */
export interface ClusterWiring {
  /** Modules with the controllers that consume. */
  readonly modules: readonly (Type | DynamicModule)[];
  readonly transports: readonly CustomTransportStrategy[];
  /** Where HTTP offers events; null: this service takes none. */
  readonly runtime: LedgerRuntime | null;
  /** Where HTTP tries events; null: this service takes none. */
  readonly trial: LedgerTrial | null;
  /** Where rails send their notices; left out: not here. */
  readonly webhooks?: RailWebhooks;
  /** Where tax forms are kept; left out: not here. */
  readonly papers?: TaxPapers | null;
  /** What payouts by hand take; left out: not here. */
  readonly bank?: Bank;
  /** Where partners are brought on to Stripe; left out: not here. */
  readonly stripeOffice?: OnboardingOffice | null;
  readonly checks: readonly ReadinessCheck[];
  /** Ends what it started beside its transports. */
  readonly stop?: () => Promise<void>;
}

export interface ServiceDefinition {
  readonly service: StageService;
  /** The module with its HTTP API, where it has one. */
  readonly modules: readonly Type[];
  /** The topics that it reads and writes: looked for at its start. */
  readonly topics: readonly string[];
  readonly wire: (parts: ServiceParts) => Promise<ClusterWiring>;
}

/** A stop that takes longer is cut off, before its ten seconds are over; what was under way then comes again. */
const STOP_LIMIT_MS = 9_000;

/** Runs one service of the cluster in this process until it is told to stop; what cannot go on is one line and a status. */
export async function runService(definition: ServiceDefinition): Promise<void> {
  const stop = untilStopped('parent');
  try {
    const settings = readServiceSettings(process.env);
    const instance = instanceName();
    const logger = serviceLogger(settings.http.logLevel, definition.service, instance);
    const log = serviceLog(logger);
    const started = await startTracing(definition.service, settings.tracing);
    const parts = await openServiceParts({
      settings,
      instance,
      log,
      events: eventLog(logger),
      stop,
      topics: definition.topics,
      tracing: started.tracing,
    });
    try {
      await serve(definition, parts, stop, log);
    } finally {
      await started.stop();
    }
  } catch (error) {
    if (stop.isAsked()) return;
    process.exitCode = 1;
    const line = lineOf(error);
    process.send?.({ failure: line }, () => undefined);
    process.stderr.write(`${definition.service}: ${linesForTerminal(line)}\n`);
  } finally {
    // Nothing may keep a process alive that has ended its work.
    setTimeout(() => process.exit(), 500).unref();
  }
}

async function serve(definition: ServiceDefinition, parts: ServiceParts, stop: StopRequest, log: KafkaLog) {
  const { settings, storage, metrics } = parts;
  const wiring = await definition.wire(parts);
  const app = await createApplication({
    modules: [...definition.modules, ...wiring.modules],
    dependencies: {
      runtime: wiring.runtime,
      clock: settings.clock,
      trial: wiring.trial,
      readModels: storage.readModels,
      apiDataSource: storage.api,
      metrics,
      webhooks: wiring.webhooks ?? null,
      papers: wiring.papers ?? null,
      bank: wiring.bank ?? null,
      stripeOffice: wiring.stripeOffice ?? null,
      personal: personalReads(parts),
      personalGround: personalGround(parts),
      progress: {
        lastPosition: () => storage.store.lastPosition(),
        decidedFacts: decidedFacts(storage.pool),
      },
      explainedLog: { store: storage.store, personalData: new PostgresPersonalDataStore(storage.pool) },
      readinessChecks: [
        { name: 'event-store', check: async () => void (await storage.store.lastPosition()) },
        ...wiring.checks,
      ],
    },
    settings: settings.http,
  });
  app.use(traceRequests(parts.tracing));
  for (const strategy of wiring.transports) {
    // Initialised later: the filter has to be there before.
    app.connectMicroservice({ strategy }, { deferInitialization: true }).useGlobalFilters(new RethrowRpcErrors());
  }
  const url = await listen(app, settings.http);
  log.info(`listens at ${url}`);
  const following = followAsLeader({ ...parts.projection, log, signal: stop.signal });
  try {
    await Promise.race([app.startAllMicroservices(), stop.asked]);
    process.send?.({ ready: true, url });
    await stop.asked;
  } finally {
    log.info('stopping');
    setTimeout(() => process.exit(), STOP_LIMIT_MS).unref();
    await closeAll(app, wiring, following, parts);
  }
}

/** What was refused is shown without its personal values, which takes the key that made their pseudonyms. */
function personalReads({ storage, settings }: ServiceParts): PersonalReads {
  const { personalKey } = settings;
  const concealer = personalKey === null ? null : new PersonalDataConcealer(personalKey);
  return new PersonalReads(new PostgresPersonalDataStore(storage.pool), concealer);
}

/** What is held of a person is found by its pseudonyms, which takes the same key. */
function personalGround({ storage, settings }: ServiceParts): PersonalGround | null {
  const { personalKey } = settings;
  if (personalKey === null) return null;
  const { pool, store } = storage;
  return { pool, store, concealer: new PersonalDataConcealer(personalKey) };
}

async function closeAll(
  app: NestExpressApplication,
  wiring: ClusterWiring,
  following: Promise<void>,
  parts: ServiceParts,
) {
  await app.close();
  await wiring.stop?.();
  await following;
  await parts.close();
}

/** What was foreseen is one line for the operator; a defect of ours comes with its stack. */
function lineOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return isOneLine(error) ? error.message : (error.stack ?? error.message);
}
