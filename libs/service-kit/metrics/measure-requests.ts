import type { NextFunction, Request, RequestHandler, Response } from 'express';
import type { LedgerMetrics } from './ledger-metrics';

/** Express middleware that tells the metrics how long each answer took. */
export function measureRequests(metrics: LedgerMetrics): RequestHandler {
  return (request: Request, response: Response, next: NextFunction): void => {
    const started = process.hrtime.bigint();
    response.once('finish', () => {
      const seconds = Number(process.hrtime.bigint() - started) / 1e9;
      metrics.answered(request.method, routeOf(request), response.statusCode, seconds);
    });
    next();
  };
}

function routeOf(request: Request): string {
  const route: unknown = request.route;
  const path = typeof route === 'object' && route !== null && 'path' in route ? route.path : null;
  return typeof path === 'string' ? path : 'none';
}
