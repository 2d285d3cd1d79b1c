import type { Type } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { MemoryEventStore } from '@ledger/event-store/memory/memory-event-store';
import { createApplication } from '@ledger/service-kit/create-application';
import { LedgerMetrics } from '@ledger/service-kit/metrics/ledger-metrics';
import { openApiDocument } from '@ledger/service-kit/openapi/serve-open-api';
import { DEFAULT_HTTP_SETTINGS } from '@ledger/service-kit/http-settings';
import { SERVICE_MODULES } from '@apps/ledger/services';

/** The OpenAPI 3.1 document of services (all five); their application is put together, but reaches no server. */
export async function httpApiDocument(modules: readonly Type[] = SERVICE_MODULES): Promise<object> {
  const unconnected = () => new DataSource({ type: 'postgres', url: 'postgresql://127.0.0.1:1/none' });
  const app = await createApplication({
    modules,
    dependencies: {
      runtime: {
        programs: () => Promise.resolve([]),
        clockOf: () => null,
        offer: () => Promise.reject(new Error('no ledger')),
      },
      trial: null,
      readModels: unconnected(),
      apiDataSource: unconnected(),
      readinessChecks: [],
      metrics: new LedgerMetrics(),
      explainedLog: { store: new MemoryEventStore(), personalData: null },
    },
    settings: { ...DEFAULT_HTTP_SETTINGS, logLevel: 'silent' },
  });
  try {
    return openApiDocument(app);
  } finally {
    await app.close();
  }
}
