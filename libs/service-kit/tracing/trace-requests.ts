import { AsyncLocalStorage } from 'node:async_hooks';
import type { NextFunction, Request, Response } from 'express';
import type { Tracing } from './tracing';

const current = new AsyncLocalStorage<string | null>();

/** Middleware: a span for each request that changes something, under the sender's `traceparent` header. */
export function traceRequests(tracing: Tracing) {
  return (request: Request, response: Response, next: NextFunction): void => {
    if (request.method !== 'POST') return next();
    const span = tracing.begin(`${request.method} ${request.path}`, request.header('traceparent') ?? null);
    response.once('close', () => span.end());
    current.run(span.traceparent, next);
  };
}

/** The trace of the request that is being answered; null: there is none. */
export function traceOfRequest(): string | null {
  return current.getStore() ?? null;
}
