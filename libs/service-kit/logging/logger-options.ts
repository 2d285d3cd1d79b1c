import type { IncomingMessage } from 'node:http';
import type { Params } from 'nestjs-pino';
import type { DestinationStream } from 'pino';
import { shownLines } from './shown-lines';
import { recognisedPrincipal } from '../access/caller';
import type { LogLevel } from '../http-settings';
import { nameRequest } from '../requests/request-id';

export interface LogOptions {
  readonly logLevel: LogLevel;
  /** Where the lines of JSON go; default: standard output. */
  readonly destination?: DestinationStream;
}

/** Every minute or so a machine asks for these; they would drown the rest. */
const NOT_LOGGED = /^\/(healthz|readyz|metrics)$/;

/**
 * Structured logs, one JSON object per line. Of a request there is its id, method, path, status and time, and the id of its
 * token: no body, no query, no header, so that neither personal data nor a token's secret is ever written.
 */
export function loggerOptions({ logLevel, destination }: LogOptions): Params {
  const pinoHttp = {
    level: logLevel,
    base: null,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    genReqId: nameRequest,
    serializers: { req: requestFields, res: ({ statusCode }: { statusCode: number }) => ({ status: statusCode }) },
    customSuccessMessage: () => 'request answered',
    customErrorMessage: () => 'request failed',
    customProps: tokenOf,
    customAttributeKeys: { req: 'request', res: 'answer', responseTime: 'durationMs' },
    autoLogging: { ignore: (request: IncomingMessage) => NOT_LOGGED.test(request.url ?? '') },
    formatters: { level: (label: string) => ({ level: label }) },
  };
  return { pinoHttp: [pinoHttp, shownLines(destination)] };
}

/** The id by which `ledger tokens list` names the token; nothing of a request without one. */
function tokenOf(request: IncomingMessage): object {
  const caller = recognisedPrincipal(request);
  return caller === undefined ? {} : { token: caller.id };
}

function requestFields(request: { id: unknown; method: string; url: string }): object {
  return { id: request.id, method: request.method, path: request.url.split('?', 1)[0] };
}
