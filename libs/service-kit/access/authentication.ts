import { Inject, Injectable } from '@nestjs/common';
import type { IncomingHttpHeaders } from 'node:http';
import { readDeskToken } from '@ledger/desk/people/desk-token';
import { findPartnerToken, findPersonByToken } from '@ledger/desk/people/find-principal';
import { DataSource } from 'typeorm';
import { API_DATA_SOURCE } from '../injection-tokens';
import { Problem } from '../problems/problem';
import { ApiToken } from './api-token.entity';
import type { PartnerTokenPrincipal, PersonPrincipal, Principal, ServiceToken } from './principal';
import { PARTNER_TOKEN_HEADER } from './requires';
import { idOfToken, isTokenOf } from './token-text';

const BEARER = /^Bearer +(\S+) *$/i;

/** A token's end, as all of them have it. */
interface Ending {
  readonly id: string;
  readonly revokedAt: Date | null;
  readonly expiresAt: Date | null;
}

/** A principal, and why nothing may be done with the token by which it was known; null: it holds. */
export interface Recognised {
  readonly principal: Principal;
  readonly useless: Problem | null;
}

/** Knows who sends a request by the token that it bears. */
@Injectable()
export class Authentication {
  constructor(@Inject(API_DATA_SOURCE) private readonly dataSource: DataSource) {}

  /** Throws the problem `unauthenticated` where there is no token, or one that is not of this ledger. */
  async recognise(headers: IncomingHttpHeaders): Promise<Recognised> {
    const text = tokenIn(headers);
    const service = idOfToken(text);
    if (service !== null) return this.service(service, text);
    const token = readDeskToken(text);
    if (token === null) {
      throw unauthenticated(
        'That is no token of a ledger: ledger_… (a service), plp_… (a person) or plk_… (a partner’s machine) is expected, as it was issued.',
      );
    }
    return token.prefix === 'plp' ? this.person(token.id, text) : this.partner(token.id, text);
  }

  private async service(id: string, text: string): Promise<Recognised> {
    const token = await this.dataSource.getRepository(ApiToken).findOneBy({ id });
    if (token === null || !isTokenOf(text, token.hash)) {
      throw unauthenticated('The token is not one of this ledger: ledger tokens list shows those that are.');
    }
    const { kind, topics, program } = token;
    const principal: ServiceToken = { type: 'service-token', id, kind, topics, program };
    return { principal, useless: whyUseless(token) };
  }

  private async person(id: string, text: string): Promise<Recognised> {
    const found = await findPersonByToken(this.dataSource, id, text);
    if (found === null) throw unauthenticated('The token is not one of this ledger: ask for a new one.');
    const { person, roles, memberships, token } = found;
    const principal: PersonPrincipal = { type: 'person', id: person.id, token: id, roles, memberships };
    const disabled = person.disabledAt === null ? null : unauthenticated(`The person ${person.id} may not come in.`);
    return { principal, useless: disabled ?? whyUseless(token) };
  }

  private async partner(id: string, text: string): Promise<Recognised> {
    const token = await findPartnerToken(this.dataSource, id, text);
    if (token === null) throw unauthenticated('The token is not one of this ledger: ask its partner for a new one.');
    const { program, partner, scopes } = token;
    const principal: PartnerTokenPrincipal = { type: 'partner-token', id, program, partner, scopes };
    return { principal, useless: whyUseless(token) };
  }
}

function tokenIn(headers: IncomingHttpHeaders): string {
  const own = headers[PARTNER_TOKEN_HEADER];
  const { authorization } = headers;
  if (own !== undefined && authorization !== undefined) {
    throw unauthenticated(`Send one token: in Authorization, or in ${PARTNER_TOKEN_HEADER}.`);
  }
  if (typeof own === 'string') return own.trim();
  if (authorization === undefined) {
    throw unauthenticated('Send a token of this ledger in the header: Authorization: Bearer ledger_…', false);
  }
  const text = BEARER.exec(authorization)?.[1];
  if (text !== undefined) return text;
  throw unauthenticated('The header Authorization holds no token of a ledger: Bearer ledger_… is expected.');
}

function whyUseless({ id, revokedAt, expiresAt }: Ending): Problem | null {
  if (revokedAt !== null && revokedAt.getTime() <= Date.now()) {
    return unauthenticated(`The token ${id} was revoked: ask for a new one.`);
  }
  if (expiresAt === null || expiresAt.getTime() > Date.now()) return null;
  return unauthenticated(`The token ${id} expired at ${expiresAt.toISOString()}: ask for a new one.`);
}

function unauthenticated(detail: string, wasGiven = true): Problem {
  const challenge = `Bearer realm="ledger"${wasGiven ? ', error="invalid_token"' : ''}`;
  return new Problem('unauthenticated', detail, { headers: { 'WWW-Authenticate': challenge } });
}
