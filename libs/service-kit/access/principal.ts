import type { PartnerRole, StaffRole, TokenScope } from '@ledger/desk/people/roles';
import type { TokenKind, TopicName } from './token-kinds';

/** A token of a service. */
export interface ServiceToken {
  readonly type: 'service-token';
  readonly id: string;
  readonly kind: TokenKind;
  readonly topics: readonly TopicName[];
  /** The only program that it is for; null: all. */
  readonly program: string | null;
}

/** A person, known by one of its tokens. */
export interface PersonPrincipal {
  readonly type: 'person';
  readonly id: string;
  /** By which it is known. */
  readonly token: string;
  /** What it is among the staff; `program` empty: of all programs. */
  readonly roles: readonly { readonly program: string; readonly role: StaffRole }[];
  readonly memberships: readonly { readonly program: string; readonly partner: string; readonly role: PartnerRole }[];
}

/** A token of a partner's machine. */
export interface PartnerTokenPrincipal {
  readonly type: 'partner-token';
  readonly id: string;
  readonly program: string;
  readonly partner: string;
  readonly scopes: readonly TokenScope[];
}

/** Who sends a request; the id is the `by` of the facts that follow from it. */
export type Principal = ServiceToken | PersonPrincipal | PartnerTokenPrincipal;

/** The service of a request that only services may send (else an error of ours). */
export function serviceTokenOf(principal: Principal): ServiceToken {
  if (principal.type === 'service-token') return principal;
  throw new Error(`only a service has this right, not a ${principal.type}`);
}
