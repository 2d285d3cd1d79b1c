import type { Type } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Writable } from 'node:stream';
import { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import { MemoryEventStore } from '@ledger/event-store/memory/memory-event-store';
import { loadTerms, presetPaths } from '@ledger/program/load-terms-file';
import type { LedgerTrial } from '@ledger/runner/trial/make-trial';
import type { ProgramTerms } from '@ledger/program/program-terms';
import { migrate } from '@ledger/postgres/migrate';
import { judgeAllLive } from '@ledger/read-models/postgres/ahead/keep-next-payouts';
import { Projector } from '@ledger/read-models/postgres/projector';
import { freshReadModels } from '@ledger/read-models/testing/fresh-read-models';
import { EmbeddedLedger } from '@ledger/runner/embedded-ledger';
import { PersonalDataConcealer } from '@ledger/runner/personal/conceal-personal-data';
import { MemoryPersonalDataStore } from '@ledger/runner/personal/personal-data-store';
import type { PersonalReads } from '@ledger/runner/personal/personal-reads';
import { NO_METRICS } from '@ledger/runner/runner-metrics';
import { issueToken, type TokenRequest } from '../access/issue-token';
import type { TopicName } from '../access/token-kinds';
import { createApplication } from '../create-application';
import { apiDataSource } from '../access/api-data-source';
import { API_MIGRATIONS } from '../access/migrations/api-migrations';
import type { ReadinessCheck } from '../health/readiness-check';
import { LedgerMetrics } from '../metrics/ledger-metrics';
import type { LogProgress } from '../service-dependencies';
import { DEFAULT_HTTP_SETTINGS, type HttpSettings } from '../http-settings';
import { MemoryRuntime } from './memory-runtime';

/** For tests: services on a database of their own, with the stages in memory. */
export interface StartedService {
  readonly app: NestExpressApplication;
  readonly url: string;
  readonly runtime: MemoryRuntime;
  readonly api: DataSource;
  readonly readModels: DataSource;
  readonly metrics: LedgerMetrics;
  /** The lines of the log so far. */
  readonly logLines: readonly string[];
  /** The value of a header `Authorization`. */
  readonly admin: string;
  readonly finance: string;
  ingest(...topics: TopicName[]): Promise<string>;
  /** Of a token that is for one program, or expires. */
  limited(request: Pick<TokenRequest, 'kind' | 'topics' | 'program' | 'expiresAt'>): Promise<string>;
  /** Feeds events past HTTP and brings the read models up to date. */
  feed(values: readonly unknown[]): Promise<void>;
  stop(): Promise<void>;
}

export interface ServiceOptions {
  readonly settings?: Partial<HttpSettings>;
  readonly readinessChecks?: readonly ReadinessCheck[];
  /** A process that only reads. */
  readonly withoutRuntime?: boolean;
  /** Without one, nothing can be tried. */
  readonly trial?: LedgerTrial;
  readonly personal?: PersonalReads;
  readonly progress?: LogProgress;
}

export async function startService(
  connectionString: string,
  modules: readonly Type[],
  options: ServiceOptions = {},
): Promise<StartedService> {
  const programs = loadTerms(presetPaths());
  const runtime = new MemoryRuntime(programs);
  const pool = new Pool({ connectionString, max: 1 });
  await migrate(pool, API_MIGRATIONS);
  await pool.end();
  const readModels = await freshReadModels(connectionString);
  const api = await apiDataSource({ connectionString }).initialize();
  const metrics = new LedgerMetrics();
  const log = await recordedLog(programs);
  const { logs, logLines } = rememberedLogs();
  const settings = { ...DEFAULT_HTTP_SETTINGS, port: 0, logLevel: 'debug' as const, ...options.settings };
  const app = await createApplication({
    modules,
    dependencies: {
      runtime: options.withoutRuntime === true ? null : runtime,
      trial: options.trial ?? null,
      readModels,
      apiDataSource: api,
      personal: options.personal ?? null,
      progress: options.progress ?? null,
      explainedLog: log,
      metrics,
      readinessChecks: options.readinessChecks ?? [],
    },
    settings,
    logs,
  });
  await feed(runtime, readModels, []);
  await app.listen(settings.port, settings.host);
  const bearer = async (kind: 'admin' | 'finance') =>
    `Bearer ${(await issueToken(api, { kind, topics: [], name: kind })).text}`;
  return {
    app,
    url: await app.getUrl(),
    runtime,
    api,
    readModels,
    metrics,
    logLines,
    admin: await bearer('admin'),
    finance: await bearer('finance'),
    ingest: async (...topics) => `Bearer ${(await issueToken(api, { kind: 'ingest', topics, name: 'test' })).text}`,
    limited: async (asked) => `Bearer ${(await issueToken(api, { ...asked, name: 'limited' })).text}`,
    feed: async (values) => {
      await log.record(values);
      await feed(runtime, readModels, values);
    },
    stop: async () => {
      await app.close();
      await readModels.destroy();
      await api.destroy();
    },
  };
}

/** The log of what is fed, as the embedded runtime records it: accounts are read from it. */
async function recordedLog(programs: readonly ProgramTerms[]) {
  const store = new MemoryEventStore();
  const personalData = new MemoryPersonalDataStore();
  const ledger = await EmbeddedLedger.open({
    store,
    personalData,
    programs,
    wallClock: null,
    concealer: new PersonalDataConcealer(Buffer.alloc(32)),
    metrics: NO_METRICS,
  });
  let feeds = 0;
  const record = (values: readonly unknown[]) => {
    const place = `feed ${(feeds += 1)}`;
    return ledger.offer(values.map((value, index) => ({ value, origin: { place, index } })));
  };
  return { store, personalData, record };
}

function rememberedLogs(): { logs: Writable; logLines: string[] } {
  const logLines: string[] = [];
  const logs = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      logLines.push(...chunk.toString('utf8').trimEnd().split('\n'));
      done();
    },
  });
  return { logs, logLines };
}

async function feed(runtime: MemoryRuntime, readModels: DataSource, values: readonly unknown[]): Promise<void> {
  const before = runtime.entries.length;
  await runtime.offer(values.map((value, index) => ({ value, origin: { place: `test ${before}`, index } })));
  const projector = new Projector(readModels);
  const entries = runtime.entries.slice(Number(await projector.checkpoint()));
  const fromCheckpoint = await projector.checkpoint();
  await projector.project({ fromCheckpoint, toCheckpoint: BigInt(runtime.entries.length), entries });
  await judgeAllLive(readModels);
}
