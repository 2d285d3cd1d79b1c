import type { DynamicModule, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import helmet from 'helmet';
import { Logger } from 'nestjs-pino';
import type { DestinationStream } from 'pino';
import { measureRequests } from './metrics/measure-requests';
import { serveOpenApi } from './openapi/serve-open-api';
import { cannotListen } from './cannot-listen';
import { ProblemFilter } from './problems/problem-filter';
import { keepNoAnswer } from './requests/keep-no-answer';
import { nameRequests } from './requests/request-id';
import { requestValidation } from './requests/valid-request';
import { rootModule } from './root-module';
import type { ServiceDependencies } from './service-dependencies';
import { ServiceKitModule } from './service-kit.module';
import type { HttpSettings } from './http-settings';

export interface ApplicationParts {
  /** The services' modules: one in the cluster, all five in the all-in-one process. */
  readonly modules: readonly (Type | DynamicModule)[];
  readonly dependencies: ServiceDependencies;
  readonly settings: HttpSettings;
  /** Where logs go; default: standard output. */
  readonly logs?: DestinationStream;
}

/**
 * Builds the Nest application around the services' modules: logs, problem details, tokens, health,
 * metrics, OpenAPI at /docs. It does not listen yet (`listen`), and what it depends on is not closed with it.
 */
export async function createApplication(parts: ApplicationParts): Promise<NestExpressApplication> {
  const { modules, dependencies, settings, logs } = parts;
  const root = rootModule([ServiceKitModule.with(dependencies, settings, logs), ...modules]);
  const app = await NestFactory.create<NestExpressApplication>(root, {
    bufferLogs: true,
    bodyParser: false,
    abortOnError: false,
  });
  app.useLogger(app.get(Logger));
  app.disable('x-powered-by');
  app.set('trust proxy', [...settings.trustedProxies]);
  app.use(nameRequests);
  app.use(measureRequests(dependencies.metrics));
  app.use(keepNoAnswer);
  app.use(helmet({ contentSecurityPolicy: { directives: { upgradeInsecureRequests: null } }, hsts: false }));
  app.useGlobalFilters(new ProblemFilter());
  app.useGlobalPipes(requestValidation());
  serveOpenApi(app);
  return app;
}

/** Starts to listen; answers the address, such as `http://127.0.0.1:3000`. Throws CannotListen. */
export async function listen(app: NestExpressApplication, { host, port }: HttpSettings): Promise<string> {
  try {
    await app.listen(port, host);
  } catch (error) {
    throw cannotListen(error, host, port);
  }
  return app.getUrl();
}
