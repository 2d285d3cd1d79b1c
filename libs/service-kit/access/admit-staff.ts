import type { Request } from 'express';
import { noSuchProgram } from '../problems/no-such-program';
import { Problem } from '../problems/problem';
import { staffCaller } from './caller';
import type { Principal } from './principal';
import { neededFor, roleHas, tokenHas, type Right } from './rights';

/** What is asked for. */
interface Asked {
  readonly request: Request;
  readonly right: Right;
  /** The route keeps to the caller's programs itself. */
  readonly ofCallersPrograms: boolean;
}

/**
 * Lets staff and services do what they have the right for. To who is of some programs only the others are not there;
 * what is about all of them says that it is not for it.
 *
 * @throws Problem `forbidden` names the right; `not-found` a program that is not there for the caller
 */
export function admitStaff(principal: Principal, { request, right, ofCallersPrograms }: Asked): void {
  if (!hasAnywhere(principal, right))
    throw new Problem('forbidden', `${whoIs(principal)} cannot do this: ${neededFor(right)}.`);
  const program = request.params['program'];
  if (typeof program === 'string') return refuseOtherProgram(principal, program, right);
  if (ofCallersPrograms || isOfAll(principal, right)) return;
  throw new Problem('forbidden', `${whoIs(principal)} ${ofSome(principal)} only, and this is about all programs.`);
}

function refuseOtherProgram(principal: Principal, program: string, right: Right): void {
  const caller = staffCaller(principal);
  if (!caller.sees(program)) throw noSuchProgram(program);
  if (caller.may(right, program)) return;
  throw new Problem('forbidden', `${whoIs(principal)} cannot do this in ${program}: ${neededFor(right)}.`);
}

function hasAnywhere(principal: Principal, right: Right): boolean {
  switch (principal.type) {
    case 'service-token':
      return tokenHas(principal.kind, right);
    case 'person':
      return principal.roles.some(({ role }) => roleHas(role, right));
    case 'partner-token':
      return false;
  }
}

function isOfAll(principal: Principal, right: Right): boolean {
  switch (principal.type) {
    case 'service-token':
      return principal.program === null;
    case 'person':
      return principal.roles.some(({ program, role }) => program === '' && roleHas(role, right));
    case 'partner-token':
      return false;
  }
}

function ofSome(principal: Principal): string {
  if (principal.type !== 'person') return `is for the program ${principal.program}`;
  const programs = new Set(principal.roles.map(({ program }) => program).filter((program) => program !== ''));
  return `has the right in ${[...programs].join(', ')}`;
}

function whoIs(principal: Principal): string {
  switch (principal.type) {
    case 'service-token':
      return `The token ${principal.id} of kind ${principal.kind}`;
    case 'person': {
      const roles = [...new Set(principal.roles.map(({ role }) => role))];
      return `The person ${principal.id} (${roles.length === 0 ? 'no role among the staff' : roles.join(', ')})`;
    }
    case 'partner-token':
      return `The token ${principal.id} of a partner`;
  }
}
