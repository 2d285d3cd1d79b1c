import { Module, type DynamicModule } from '@nestjs/common';
import { APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { TerminusModule } from '@nestjs/terminus';
import { LoggerModule } from 'nestjs-pino';
import type { DestinationStream } from 'pino';
import { Authentication } from './access/authentication';
import { TokenGuard } from './access/token-guard';
import { AuditStaff } from './audit/audit-staff.interceptor';
import { CsvDownloads } from './csv/csv-downloads';
import { Explanations } from './explain/explanations';
import { DeskFacts } from './facts/desk-facts';
import { HealthController } from './health/health.controller';
import {
  API_DATA_SOURCE,
  BANK,
  EXPLAINED_LOG,
  HTTP_SETTINGS,
  PROGRAM_CLOCK,
  LEDGER_RUNTIME,
  LEDGER_TRIAL,
  LOG_PROGRESS,
  PERSONAL_GROUND,
  PERSONAL_READS,
  RAIL_WEBHOOKS,
  TAX_PAPERS,
  READ_MODELS,
  READINESS_CHECKS,
  STRIPE_OFFICE,
} from './injection-tokens';
import { LimitGuard } from './limits/limit.guard';
import { ProgramLists } from './lists/program-lists';
import { loggerOptions } from './logging/logger-options';
import { CustomerSights } from './partners/customer-sights';
import { PartnerReader } from './partners/partner-reader';
import { LedgerMetrics } from './metrics/ledger-metrics';
import { MetricsController } from './metrics/metrics.controller';
import type { ServiceDependencies } from './service-dependencies';
import type { HttpSettings } from './http-settings';
import { ProgramReader } from './reads/program-reader';
import { ReadAfterGuard } from './reads/read-after.guard';
import { VisiblePositions } from './reads/visible-positions';
import { BodyReader } from './requests/body-reader';
import { MultipartReader } from './requests/multipart-reader';
import { EndConnections } from './shutdown/end-connections';

/** How the rows are read and shown, by whichever service: once a process. */
const READING = [ProgramReader, CustomerSights, PartnerReader, CsvDownloads, ProgramLists, Explanations];

/** What every service has: logs, tokens, health, metrics, and what the services' own modules ask for. */
@Module({})
export class ServiceKitModule {
  static with(dependencies: ServiceDependencies, settings: HttpSettings, logs?: DestinationStream): DynamicModule {
    const { logLevel } = settings;
    const provided = [
      { provide: LEDGER_RUNTIME, useValue: dependencies.runtime },
      { provide: PROGRAM_CLOCK, useValue: dependencies.clock ?? 'events' },
      { provide: LEDGER_TRIAL, useValue: dependencies.trial },
      { provide: READ_MODELS, useValue: dependencies.readModels },
      { provide: API_DATA_SOURCE, useValue: dependencies.apiDataSource },
      { provide: LOG_PROGRESS, useValue: dependencies.progress ?? null },
      { provide: PERSONAL_READS, useValue: dependencies.personal ?? null },
      { provide: RAIL_WEBHOOKS, useValue: dependencies.webhooks ?? null },
      { provide: TAX_PAPERS, useValue: dependencies.papers ?? null },
      { provide: BANK, useValue: dependencies.bank ?? null },
      { provide: STRIPE_OFFICE, useValue: dependencies.stripeOffice ?? null },
      { provide: PERSONAL_GROUND, useValue: dependencies.personalGround ?? null },
      { provide: EXPLAINED_LOG, useValue: dependencies.explainedLog },
      { provide: READINESS_CHECKS, useValue: dependencies.readinessChecks },
      { provide: HTTP_SETTINGS, useValue: settings },
      { provide: LedgerMetrics, useValue: dependencies.metrics },
    ];
    return {
      module: ServiceKitModule,
      global: true,
      imports: [
        LoggerModule.forRoot(loggerOptions(logs === undefined ? { logLevel } : { logLevel, destination: logs })),
        TerminusModule.forRoot({ logger: false }),
      ],
      controllers: [HealthController, MetricsController],
      providers: [
        ...provided,
        ...READING,
        BodyReader,
        MultipartReader,
        EndConnections,
        VisiblePositions,
        Authentication,
        { provide: APP_GUARD, useClass: TokenGuard },
        { provide: APP_GUARD, useClass: LimitGuard },
        { provide: APP_GUARD, useClass: ReadAfterGuard },
        { provide: APP_INTERCEPTOR, useClass: AuditStaff },
        DeskFacts,
      ],
      exports: [
        ...provided.map(({ provide }) => provide),
        ...READING,
        BodyReader,
        MultipartReader,
        DeskFacts,
        VisiblePositions,
      ],
    };
  }
}
