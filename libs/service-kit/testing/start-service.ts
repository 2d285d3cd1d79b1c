import type { Type } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Writable } from 'node:stream';
import { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import { loadTerms, presetPaths } from '@ledger/program/load-terms-file';
import { DESK_MIGRATIONS } from '@ledger/desk/desk-migrations';
import { issuedDocuments } from '@ledger/documents/issued/migrations/0001-issued-documents';
import { keptDocuments } from '@ledger/documents/issued/migrations/0002-kept-documents';
import type { Bank } from '@ledger/rails/manual/bank';
import type { OnboardingOffice } from '@ledger/rails/onboarding/onboarding-office';
import { MemoryRuntime } from '@ledger/runner/testing/memory-runtime';
import type { LedgerTrial } from '@ledger/runner/trial/make-trial';
import { migrate } from '@ledger/postgres/migrate';
import { judgeAllLive } from '@ledger/read-models/postgres/ahead/keep-next-payouts';
import { Projector } from '@ledger/read-models/postgres/projector';
import { freshReadModels } from '@ledger/read-models/testing/fresh-read-models';
import { issueToken, type TokenRequest } from '../access/issue-token';
import type { TopicName } from '../access/token-kinds';
import { createApplication } from '../create-application';
import { apiDataSource } from '../access/api-data-source';
import { API_MIGRATIONS } from '../access/migrations/api-migrations';
import type { ReadinessCheck } from '../health/readiness-check';
import { LedgerMetrics } from '../metrics/ledger-metrics';
import type { LogProgress } from '../service-dependencies';
import { DEFAULT_HTTP_SETTINGS, type HttpSettings } from '../http-settings';

/** For tests: services on a database of their own, with the runtime and its log in memory. */
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
  /** Feeds events past HTTP, brings the read models up to date and judges what comes next. */
  feed(values: readonly unknown[]): Promise<void>;
  /** Projects all that was fed once more, at once; judges nothing. */
  projectAnew(): Promise<void>;
  /** Stops them and removes the database. */
  stop(): Promise<void>;
}

export interface ServiceOptions {
  readonly settings?: Partial<HttpSettings>;
  readonly readinessChecks?: readonly ReadinessCheck[];
  /** A process that only reads. */
  readonly withoutRuntime?: boolean;
  /** Without one, nothing can be tried. */
  readonly trial?: LedgerTrial;
  readonly progress?: LogProgress;
  /** Without one, nothing is paid by hand. */
  readonly bank?: Bank;
  /** Without one, nothing is asked of Stripe. */
  readonly stripeOffice?: OnboardingOffice;
}

export async function startService(modules: readonly Type[], options: ServiceOptions = {}): Promise<StartedService> {
  const runtime = await MemoryRuntime.open(loadTerms(presetPaths()));
  const { connectionString, dataSource: readModels, empty, remove } = await freshReadModels();
  const pool = new Pool({ connectionString, max: 1 });
  await migrate(pool, [...API_MIGRATIONS, ...DESK_MIGRATIONS, issuedDocuments, keptDocuments]);
  await pool.end();
  const api = await apiDataSource({ connectionString }).initialize();
  const metrics = new LedgerMetrics();
  const { logs, logLines } = rememberedLogs();
  const settings = { ...DEFAULT_HTTP_SETTINGS, port: 0, logLevel: 'debug' as const, ...options.settings };
  const app = await createApplication({
    modules,
    dependencies: {
      runtime: options.withoutRuntime === true ? null : runtime,
      trial: options.trial ?? null,
      readModels,
      apiDataSource: api,
      personal: runtime.personal,
      progress: options.progress ?? null,
      bank: options.bank ?? null,
      stripeOffice: options.stripeOffice ?? null,
      explainedLog: runtime,
      metrics,
      readinessChecks: options.readinessChecks ?? [],
    },
    settings,
    logs,
  });
  await project(runtime, readModels);
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
      await runtime.feed(values);
      await project(runtime, readModels);
      await judgeAllLive(readModels);
    },
    projectAnew: async () => {
      await empty();
      await project(runtime, readModels);
    },
    stop: async () => {
      await app.close();
      await api.destroy();
      await remove();
    },
  };
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

/** Brings the read models to where the runtime stands. */
async function project({ entries }: MemoryRuntime, readModels: DataSource): Promise<void> {
  const projector = new Projector(readModels);
  const fromCheckpoint = await projector.checkpoint();
  const fresh = entries.slice(Number(fromCheckpoint));
  await projector.project({ fromCheckpoint, toCheckpoint: BigInt(entries.length), entries: fresh });
}
