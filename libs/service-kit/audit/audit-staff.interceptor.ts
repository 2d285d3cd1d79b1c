import { Inject, Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AuditEntry } from '@ledger/desk/audit/audit-entry.entity';
import type { Request, Response } from 'express';
import { DataSource } from 'typeorm';
import { catchError, concatMap, from, type Observable } from 'rxjs';
import { callerOf } from '../access/caller';
import { REQUIRED_RIGHT } from '../access/requires';
import type { Right } from '../access/rights';
import { API_DATA_SOURCE } from '../injection-tokens';
import { problemOfError } from '../problems/problem-of-error';
import { requestIdOf } from '../requests/request-id';
import { auditNoteOf } from './audited';

const READING = new Set(['GET', 'HEAD', 'OPTIONS']);
/** Events of services are in the log, with all that arrived. */
const IN_THE_LOG: ReadonlySet<Right> = new Set<Right>(['send-events']);

/**
 * Writes down what staff do: before it is done, that nothing escapes by a crash, and completed by what came of it. A
 * request that cannot be written down is not carried out.
 */
@Injectable()
export class AuditStaff implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    @Inject(API_DATA_SOURCE) private readonly dataSource: DataSource,
  ) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const places = [context.getHandler(), context.getClass()];
    const right = this.reflector.getAllAndOverride<Right | undefined>(REQUIRED_RIGHT, places);
    if (context.getType() !== 'http' || right === undefined || IN_THE_LOG.has(right)) return next.handle();
    const request = context.switchToHttp().getRequest<Request>();
    if (READING.has(request.method)) return next.handle();
    const number = await this.begin(request, right);
    const response = context.switchToHttp().getResponse<Response>();
    return next.handle().pipe(
      concatMap(async (answer: unknown) => {
        await this.end(number, request, response.statusCode);
        return answer;
      }),
      catchError((error: unknown) =>
        from(
          this.end(number, request, problemOfError(error).getStatus()).then(() => {
            throw error;
          }),
        ),
      ),
    );
  }

  private async begin(request: Request, right: Right): Promise<string> {
    const params = Object.fromEntries(
      Object.entries(request.params).map(([name, value]) => [name, storable(String(value))]),
    );
    const inserted = await this.dataSource.getRepository(AuditEntry).insert({
      at: new Date(),
      principal: callerOf(request).id,
      right,
      method: request.method,
      route: routeOf(request),
      params,
      program: params['program'] ?? null,
      address: request.ip ?? null,
      requestId: requestIdOf(request),
    });
    return String((inserted.identifiers[0] as { readonly number: unknown }).number);
  }

  private async end(number: string, request: Request, status: number): Promise<void> {
    const { before, after } = auditNoteOf(request).changed;
    await this.dataSource.query(
      'UPDATE desk.audit_entries SET status = $2, state_before = $3, state_after = $4, ended_at = $5 WHERE number = $1',
      [number, status, jsonOrNull(before), jsonOrNull(after), new Date()],
    );
  }
}

/** Such as `/v1/programs/:program/payees/:payee`. */
function routeOf({ route, path }: Request): string {
  const named = (route as { readonly path?: unknown } | undefined)?.path;
  return typeof named === 'string' ? named : path;
}

function jsonOrNull(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value);
}

/** Postgres keeps no NUL: a path with one names nothing that there is, and is written down with a sign in its place. */
function storable(text: string): string {
  return text.replaceAll('\0', '\uFFFD');
}
