import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import { partnerOf } from '../access/caller';
import { REQUIRED_PARTNER_RIGHT, REQUIRED_RIGHT } from '../access/requires';
import { Problem } from '../problems/problem';
import { VisiblePositions } from './visible-positions';

/** Makes every read with `after` wait until it sees what was recorded at that position; comes after that of tokens. */
@Injectable()
export class ReadAfterGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly positions: VisiblePositions,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const places = [context.getHandler(), context.getClass()];
    if (context.getType() !== 'http' || !this.mayWait(places)) return true;
    const request = context.switchToHttp().getRequest<Request>();
    const after = request.query['after'];
    if (after === undefined) return true;
    const program = partnerOf(request)?.program ?? request.params['program'];
    await this.positions.until(positionOf(after), typeof program === 'string' ? program : null);
    return true;
  }

  private mayWait(places: Parameters<Reflector['getAllAndOverride']>[1]): boolean {
    const said = (key: string) => this.reflector.getAllAndOverride<string | undefined>(key, places);
    return said(REQUIRED_RIGHT) === 'read' || said(REQUIRED_PARTNER_RIGHT) === 'own-figures';
  }
}

function positionOf(after: unknown): bigint {
  if (typeof after === 'string' && /^\d{1,19}$/.test(after)) return BigInt(after);
  const detail = 'after must be the `position` of an answer to events that were sent';
  throw new Problem('invalid-request', `${detail}.`, { errors: [{ field: 'after', detail }] });
}
