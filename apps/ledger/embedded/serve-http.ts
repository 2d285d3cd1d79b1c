import type { ProgramTerms } from '@ledger/program/program-terms';
import type { EmbeddedLedger } from '@ledger/runner/embedded-ledger';
import { ensureFirstAdminToken } from '@ledger/service-kit/auth/issue-token';
import { createApplication, listen } from '@ledger/service-kit/create-application';
import { apiDataSource, migrateApi } from '@ledger/service-kit/database/api-data-source';
import type { ReadinessCheck } from '@ledger/service-kit/health/readiness-check';
import type { LedgerMetrics } from '@ledger/service-kit/metrics/ledger-metrics';
import { readHttpSettings } from '@ledger/service-kit/settings/http-settings';
import { destination } from 'pino';
import type { Storage } from '../storage/open-storage';
import { SERVICE_MODULES } from './service-modules';

export interface HttpServer {
  /** Such as `http://127.0.0.1:4600`. */
  readonly url: string;
  /** The first token of this ledger, told once; null: it was told before. */
  readonly firstAdminToken: string | null;
  close(): Promise<void>;
}

export interface HttpParts {
  readonly port: number;
  readonly environment: NodeJS.ProcessEnv;
  readonly storage: Storage;
  readonly ledger: EmbeddedLedger;
  readonly metrics: LedgerMetrics;
  readonly programs: readonly ProgramTerms[];
}

/** Serves all five services on one port of the loopback interface. */
export async function serveHttp({
  port,
  environment,
  storage,
  ledger,
  metrics,
  programs,
}: HttpParts): Promise<HttpServer> {
  const api = await apiDataSource({ connectionString: storage.connectionString }).initialize();
  await migrateApi(api);
  const settings = { ...readHttpSettings({ LEDGER_LOG_LEVEL: 'warn', ...environment }), port };
  const app = await createApplication({
    modules: SERVICE_MODULES,
    dependencies: {
      ...{ runtime: ledger, readModels: storage.readModels, apiDataSource: api, metrics },
      programs: () => programs,
      readinessChecks: [eventStoreCheck(storage), laneCheck(ledger)],
    },
    settings,
    // Standard output is for what the command itself has to say.
    logs: destination(2),
  });
  const url = await listen(app, settings);
  return {
    url,
    firstAdminToken: await ensureFirstAdminToken(api),
    close: async () => {
      await app.close();
      await api.destroy();
    },
  };
}

function eventStoreCheck({ store }: Storage): ReadinessCheck {
  return { name: 'event-store', check: async () => void (await store.lastPosition()) };
}

function laneCheck(ledger: EmbeddedLedger): ReadinessCheck {
  return {
    name: 'lanes',
    check: () => {
      const failure = ledger.failure();
      return failure === null ? Promise.resolve() : Promise.reject(failure);
    },
  };
}
