import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import { recognisedPrincipal } from '../access/caller';
import { PUBLIC_ROUTE } from '../access/public-route';
import type { HttpSettings } from '../http-settings';
import { HTTP_SETTINGS } from '../injection-tokens';
import { Problem } from '../problems/problem';
import { NOT_LIMITED } from './not-limited';
import { RateLimit } from './rate-limit';

/**
 * Lets no token of a person or of a partner's machine, and on public routes no address, ask more often than the settings
 * say; comes after the guard of tokens. Services send as fast as they can.
 */
@Injectable()
export class LimitGuard implements CanActivate {
  private readonly ofTokens: RateLimit;
  private readonly ofAddresses: RateLimit;

  constructor(
    private readonly reflector: Reflector,
    @Inject(HTTP_SETTINGS) { tokenRequestsPerMinute, publicRequestsPerMinute }: HttpSettings,
  ) {
    this.ofTokens = new RateLimit(tokenRequestsPerMinute);
    this.ofAddresses = new RateLimit(publicRequestsPerMinute);
  }

  canActivate(context: ExecutionContext): boolean {
    if (context.getType() !== 'http') return true;
    const said = (key: string) =>
      this.reflector.getAllAndOverride<boolean | undefined>(key, [context.getHandler(), context.getClass()]) === true;
    const request = context.switchToHttp().getRequest<Request>();
    if (!said(PUBLIC_ROUTE)) return take(this.ofTokens, tokenOf(request), 'token');
    return said(NOT_LIMITED) || take(this.ofAddresses, request.ip ?? 'unknown', 'address');
  }
}

/** null: it is not limited. */
function tokenOf(request: Request): string | null {
  const principal = recognisedPrincipal(request);
  if (principal === undefined || principal.type === 'service-token') return null;
  return principal.type === 'person' ? principal.token : principal.id;
}

function take(limit: RateLimit, caller: string | null, what: 'token' | 'address'): boolean {
  const taken = caller === null ? { allowed: true as const } : limit.take(caller, Date.now());
  if (taken.allowed) return true;
  const seconds = String(taken.retryAfterSeconds);
  throw new Problem('too-many-requests', `This ${what} asks too often: ask again in ${seconds} s.`, {
    headers: { 'Retry-After': seconds },
  });
}
