import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import { admitPartner } from './admit-partner';
import { admitStaff } from './admit-staff';
import { Authentication } from './authentication';
import { rememberPartner, rememberPrincipal } from './caller';
import { OF_CALLERS_PROGRAM } from './of-callers-program';
import { PUBLIC_ROUTE } from './public-route';
import { REQUIRED_PARTNER_RIGHT, REQUIRED_RIGHT } from './requires';
import type { PartnerRight, Right } from './rights';

/**
 * Lets a request pass whose token is known, neither revoked nor expired, and whose principal has the right that the
 * route requires, in the program that it asks for.
 */
@Injectable()
export class TokenGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly authentication: Authentication,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const said = <T>(key: string) =>
      this.reflector.getAllAndOverride<T | undefined>(key, [context.getHandler(), context.getClass()]);
    if (context.getType() !== 'http' || said<boolean>(PUBLIC_ROUTE)) return true;
    const right = said<Right>(REQUIRED_RIGHT);
    const partnerRight = said<PartnerRight>(REQUIRED_PARTNER_RIGHT);
    if ((right === undefined) === (partnerRight === undefined)) {
      throw new Error('a route is public, or says which right it requires of staff, or which of partners');
    }
    const request = context.switchToHttp().getRequest<Request>();
    const { principal, useless } = await this.authentication.recognise(request.headers);
    rememberPrincipal(request, principal);
    if (useless !== null) throw useless;
    if (partnerRight !== undefined) rememberPartner(request, admitPartner(principal, partnerRight, request));
    if (right !== undefined) {
      admitStaff(principal, { request, right, ofCallersPrograms: said<boolean>(OF_CALLERS_PROGRAM) === true });
    }
    return true;
  }
}
