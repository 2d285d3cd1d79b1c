import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import { DataSource } from 'typeorm';
import { API_DATA_SOURCE } from '../injection-tokens';
import { noSuchProgram } from '../problems/no-such-program';
import { Problem } from '../problems/problem';
import { ApiToken } from './api-token.entity';
import { rememberCaller, type CallerToken } from './caller';
import { OF_CALLERS_PROGRAM } from './of-callers-program';
import { PUBLIC_ROUTE } from './public-route';
import { REQUIRED_PERMISSION } from './requires';
import { isAllowed, kindsWith, type Permission } from './token-kinds';
import { idOfToken, isTokenOf } from './token-text';

const BEARER = /^Bearer +(\S+) *$/i;

/**
 * Lets a request pass whose bearer token is known, neither revoked nor expired, allowed to what the route requires, and
 * for the program that it asks for.
 */
@Injectable()
export class TokenGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    @Inject(API_DATA_SOURCE) private readonly dataSource: DataSource,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const places = [context.getHandler(), context.getClass()];
    if (context.getType() !== 'http' || this.reflector.getAllAndOverride<boolean>(PUBLIC_ROUTE, places)) return true;
    const permission = this.reflector.getAllAndOverride<Permission | undefined>(REQUIRED_PERMISSION, places);
    if (permission === undefined) throw new Error('a route is either public or says what it requires');
    const request = context.switchToHttp().getRequest<Request>();
    const token = await this.tokenOf(request.headers.authorization);
    const { id, kind, topics, program } = token;
    rememberCaller(request, { id, kind, topics, program });
    refuseUseless(token);
    if (!isAllowed(kind, permission)) {
      throw new Problem('forbidden', `A token of kind ${kind} cannot do this: ${needed(permission)}.`);
    }
    refuseOtherPrograms(token, request, this.reflector.getAllAndOverride<boolean>(OF_CALLERS_PROGRAM, places) === true);
    return true;
  }

  private async tokenOf(authorization: string | undefined): Promise<ApiToken> {
    if (authorization === undefined) {
      throw unauthenticated('Send a token of this ledger in the header: Authorization: Bearer ledger_…', false);
    }
    const text = BEARER.exec(authorization)?.[1];
    const id = text === undefined ? null : idOfToken(text);
    if (text === undefined || id === null) {
      throw unauthenticated('The header Authorization holds no token of a ledger: Bearer ledger_… is expected.');
    }
    const token = await this.dataSource.getRepository(ApiToken).findOneBy({ id });
    if (token === null || !isTokenOf(text, token.hash)) {
      throw unauthenticated('The token is not one of this ledger: ledger tokens list shows those that are.');
    }
    return token;
  }
}

function refuseUseless({ id, revokedAt, expiresAt }: ApiToken): void {
  if (revokedAt !== null) throw unauthenticated(`The token ${id} was revoked: ask for a new one.`);
  if (expiresAt === null || expiresAt.getTime() > Date.now()) return;
  throw unauthenticated(`The token ${id} expired at ${expiresAt.toISOString()}: ask for a new one.`);
}

/** To a token of one program the others are not there; what is about all of them says that it is not for it. */
function refuseOtherPrograms({ id, program }: CallerToken, request: Request, ofCallersProgram: boolean): void {
  if (program === null || ofCallersProgram) return;
  const asked = request.params['program'];
  if (asked === undefined) {
    throw new Problem(
      'forbidden',
      `The token ${id} is for the program ${program} only, and this is about all programs.`,
    );
  }
  if (asked !== program) throw noSuchProgram(String(asked));
}

const DONE_WITH: Readonly<Record<Permission, string>> = {
  read: 'reading',
  'read-personal': 'reading personal data',
  'send-events': 'sending events',
  'tax-papers': 'keeping tax forms',
  billing: 'keeping who is billed',
  'pay-by-hand': 'paying by hand',
  onboard: 'making accounts for partners',
};

function needed(permission: Permission): string {
  return `${DONE_WITH[permission]} needs a token of kind ${kindsWith(permission).join(' or ')}`;
}

function unauthenticated(detail: string, wasGiven = true): Problem {
  const challenge = `Bearer realm="ledger"${wasGiven ? ', error="invalid_token"' : ''}`;
  return new Problem('unauthenticated', detail, { headers: { 'WWW-Authenticate': challenge } });
}
