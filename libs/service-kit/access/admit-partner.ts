import type { Request } from 'express';
import { Problem } from '../problems/problem';
import type { PartnerOfCaller } from './caller';
import type { PersonPrincipal, Principal } from './principal';
import { PARTNER_HEADER } from './requires';
import { memberHas, neededOfPartner, scopesGive, type PartnerRight } from './rights';

/**
 * The partner for whom a principal acts, where it has the right: from the principal alone, never from the path.
 *
 * @throws Problem `forbidden` names the right; `invalid-request` where a person of several partners names none
 */
export function admitPartner(principal: Principal, right: PartnerRight, request: Request): PartnerOfCaller {
  switch (principal.type) {
    case 'partner-token': {
      const { program, partner, scopes } = principal;
      if (scopesGive(scopes, right)) return { program, partner, principal };
      throw new Problem('forbidden', `The token ${principal.id} cannot do this: ${neededOfPartner(right)}.`);
    }
    case 'person': {
      const { program, partner, role } = membershipOf(principal, request.headers[PARTNER_HEADER], right);
      if (memberHas(role, right)) return { program, partner, principal };
      throw new Problem('forbidden', `A ${role} cannot do this: ${neededOfPartner(right)}.`);
    }
    case 'service-token':
      throw new Problem(
        'forbidden',
        `This is for partners, and ${principal.id} is a token of a service: ${neededOfPartner(right)}.`,
      );
  }
}

function membershipOf({ id, memberships }: PersonPrincipal, named: string | string[] | undefined, right: PartnerRight) {
  const [first, ...more] = memberships;
  if (first === undefined) {
    throw new Problem('forbidden', `The person ${id} belongs to no partner: ${neededOfPartner(right)}.`);
  }
  if (named === undefined && more.length === 0) return first;
  const detail = `Name one of your partners in the header ${PARTNER_HEADER}: ${memberships.map(nameOf).join(', ')}`;
  if (named === undefined) throw invalid(detail);
  const found = memberships.find((membership) => nameOf(membership) === named);
  if (found === undefined) throw invalid(detail);
  return found;
}

function nameOf({ program, partner }: { readonly program: string; readonly partner: string }): string {
  return `${program}/${partner}`;
}

function invalid(detail: string): Problem {
  return new Problem('invalid-request', `${detail}.`, { errors: [{ field: PARTNER_HEADER, detail }] });
}
