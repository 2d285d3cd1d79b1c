import type { Instant } from '@ledger/kernel/instant';
import { termsFor, type ProgramTerms } from '@ledger/program/program-terms';
import { registrationDeadline, registrationEnd } from '@ledger/stages/facts/registration-times';

/** What a registration is at a time: `reregistered` is valid again, `closed` has its customer's attribution settled. */
export const REGISTRATION_STATES = ['valid', 'reregistered', 'expired', 'closed'] as const;
export type RegistrationState = (typeof REGISTRATION_STATES)[number];

/** What a registration's standing follows from. */
export interface RegisteredDeal {
  readonly at: Instant;
  readonly firstContactAt: Instant;
  /** In the order of the times. */
  readonly reregisteredAt: readonly Instant[];
  /** When the attribution of its customer settled; null: it has not. */
  readonly settledAt: Instant | null;
}

export interface RegistrationStanding {
  readonly state: RegistrationState;
  /** When it was registered last. */
  readonly registeredAt: Instant;
  /** By when it had to be registered; null: the terms set no deadline. */
  readonly registerBy: Instant | null;
  /** From when on it is valid no more; null: never. */
  readonly expiresAt: Instant | null;
  /** How often it may still be registered again, once it has expired. */
  readonly reregistrationsLeft: number;
}

/** How a registration stands at a time, by the terms that hold for its customer. */
export function registrationStanding(deal: RegisteredDeal, program: ProgramTerms, asOf: Instant): RegistrationStanding {
  const settledAt = deal.settledAt !== null && deal.settledAt <= asOf ? deal.settledAt : null;
  const moment = settledAt ?? asOf;
  const terms = termsFor(program, moment, { customerSettledAt: moment });
  const again = deal.reregisteredAt.filter((at) => at <= asOf);
  const registeredAt = again.at(-1) ?? deal.at;
  const expiresAt = registrationEnd(registeredAt, terms);
  const isExpired = expiresAt !== null && moment >= expiresAt;
  const allowed = terms.claims.registrations?.reregistrations ?? 0;
  return {
    state: stateOf(isExpired, settledAt !== null, again.length > 0),
    registeredAt,
    registerBy: registrationDeadline(deal.firstContactAt, terms),
    expiresAt,
    reregistrationsLeft: Math.max(0, allowed - deal.reregisteredAt.length),
  };
}

/** One that had expired before its customer closed did not close it. */
function stateOf(isExpired: boolean, isSettled: boolean, isAgain: boolean): RegistrationState {
  if (isExpired) return 'expired';
  if (isSettled) return 'closed';
  return isAgain ? 'reregistered' : 'valid';
}
