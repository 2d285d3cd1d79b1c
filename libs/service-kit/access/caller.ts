import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { IncomingMessage } from 'node:http';
import type { Principal } from './principal';
import { roleHas, tokenHas, type Right } from './rights';

/** Who of staff and services sends a request, and what it may do. */
export interface StaffCaller {
  /** The `by` of facts. */
  readonly id: string;
  readonly principal: Principal;
  /** Whether it has a right for a program. */
  may(right: Right, program: string): boolean;
  /** Whether there is such a program for it. */
  sees(program: string): boolean;
}

/** The partner for whom a request is made; of no other it learns anything. */
export interface PartnerOfCaller {
  readonly program: string;
  readonly partner: string;
  readonly principal: Principal;
}

const principals = new WeakMap<IncomingMessage, Principal>();
const partners = new WeakMap<IncomingMessage, PartnerOfCaller>();

export function rememberPrincipal(request: IncomingMessage, principal: Principal): void {
  principals.set(request, principal);
}

export function rememberPartner(request: IncomingMessage, partner: PartnerOfCaller): void {
  partners.set(request, partner);
}

/** The partner for whom a request is made, where a route asks for one. */
export function partnerOf(request: IncomingMessage): PartnerOfCaller | undefined {
  return partners.get(request);
}

/** Who sends a request, where it was recognised; also of one that was then refused. */
export function recognisedPrincipal(request: IncomingMessage): Principal | undefined {
  return principals.get(request);
}

/** The caller of a request that passed the guard (else an error of ours). */
export function callerOf(request: IncomingMessage): StaffCaller {
  const principal = principals.get(request);
  if (principal === undefined) throw new Error('a route that needs a caller must not be public');
  return staffCaller(principal);
}

/** A principal as one that acts for the company. */
export function staffCaller(principal: Principal): StaffCaller {
  return {
    id: principal.id,
    principal,
    may: (right, program) => mayDo(principal, right, program),
    sees: (program) => seesProgram(principal, program),
  };
}

/** Parameter decorator: the caller of the request. */
export const Caller = createParamDecorator((_data: unknown, context: ExecutionContext) =>
  callerOf(context.switchToHttp().getRequest<IncomingMessage>()),
);

/** Parameter decorator: the partner for whom the request is made, of a route that `RequiresPartner`. */
export const PartnerCaller = createParamDecorator((_data: unknown, context: ExecutionContext): PartnerOfCaller => {
  const partner = partners.get(context.switchToHttp().getRequest<IncomingMessage>());
  if (partner === undefined) throw new Error('only a route that requires a right of partners has one');
  return partner;
});

function mayDo(principal: Principal, right: Right, program: string): boolean {
  switch (principal.type) {
    case 'service-token':
      return tokenHas(principal.kind, right) && seesProgram(principal, program);
    case 'person':
      return principal.roles.some(({ role, program: of }) => (of === '' || of === program) && roleHas(role, right));
    case 'partner-token':
      return false;
  }
}

function seesProgram(principal: Principal, program: string): boolean {
  switch (principal.type) {
    case 'service-token':
      return principal.program === null || principal.program === program;
    case 'person':
      return principal.roles.some(({ program: of }) => of === '' || of === program);
    case 'partner-token':
      return false;
  }
}
