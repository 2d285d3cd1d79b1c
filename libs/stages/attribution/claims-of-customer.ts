import { plusDays, type Instant } from '@ledger/kernel/instant';
import type { ProgramTerms } from '@ledger/program/program-terms';
import type { ClaimKind, ClaimTerms, Terms } from '@ledger/program/terms';
import { compareKeys, type FactKey } from '../facts/fact-key';
import type { PartnerRecord } from '../facts/partner-record';
import type { CustomerClaims, SignUp } from './customer-claims';

/** What the claims of a customer are read and judged with. */
export interface ClaimContext {
  readonly program: ProgramTerms;
  partnerOf(partner: string): PartnerRecord | undefined;
  /** The partner whose link has the code (in normal form), by links up to the horizon. */
  partnerOfCode(code: string, horizon: Instant | null): string | undefined;
  /** The clicks with an id, in the order of their times. */
  clicksOf(clickId: string): readonly (FactKey & { readonly code: string })[];
}

/** A claim or touchpoint as it was recorded; `at`: its own time. */
export interface Claim extends FactKey {
  /** Null: the sign-up's code is nobody's. */
  readonly partner: string | null;
  readonly claim: ClaimKind | 'touchpoint';
  /** When its partner must have been approved, not suspended and not terminated. */
  readonly eligibleAt: Instant;
  readonly windowPassed: boolean;
}

/**
 * All claims and touchpoints of a customer of the kinds that the terms take, in the order of their times (programs.md,
 * section 0, Attribution). `horizon`: only facts up to then; null: all.
 */
export function claimsOf(
  customer: CustomerClaims,
  context: ClaimContext,
  { claims: taken, influence }: Terms,
  horizon: Instant | null,
): readonly Claim[] {
  const { signups, leads, registrations, protections } = taken;
  const claims = [
    ...(signups === null
      ? []
      : customer.signUps.flatMap((signUp) => claimsOfSignUp(signUp, context, signups.clickWindowDays, horizon))),
    ...(leads ? [...customer.leads].map((lead) => claimAt(lead, 'lead', lead.partner)) : []),
    ...(registrations === null ? [] : [...customer.deals]).flatMap(({ partner, registrations: times }) =>
      times.map((registration) => claimAt(registration, 'registration', partner)),
    ),
    ...(protections === null ? [] : customer.protections).map((entry) => claimAt(entry, 'protection', entry.partner)),
    ...(influence === null ? [] : customer.touchpoints).map((touchpoint) =>
      claimAt(touchpoint, 'touchpoint', touchpoint.partner),
    ),
  ];
  return claims
    .filter(({ at, eligibleAt }) => horizon === null || Math.max(at, eligibleAt) <= horizon)
    .sort(compareKeys);
}

function claimAt({ at, id, source }: FactKey, claim: Claim['claim'], partner: string | null): Claim {
  return { partner, claim, eligibleAt: at, windowPassed: false, at, id, source };
}

/** One claim for each partner that a sign-up names, by code or click; a click in its window gives the earlier time. */
function claimsOfSignUp(signUp: SignUp, context: ClaimContext, windowDays: number, horizon: Instant | null): Claim[] {
  const byPartner = new Map<string | null, Claim>();
  if (signUp.code !== null) {
    const owner = context.partnerOfCode(signUp.code, horizon) ?? null;
    byPartner.set(owner, claimAt(signUp, 'signup', owner));
  }
  for (const click of clicksBefore(signUp, context)) {
    const partner = context.partnerOfCode(click.code, horizon);
    if (partner === undefined) continue;
    byPartner.set(partner, claimOfClick(click, signUp, partner, windowDays, byPartner.get(partner)));
  }
  return [...byPartner.values()];
}

function clicksBefore({ clickId, at }: SignUp, context: ClaimContext): ReturnType<ClaimContext['clicksOf']> {
  return clickId === null ? [] : context.clicksOf(clickId).filter((click) => click.at <= at);
}

/** A click in its window is a claim of its own time, if no earlier one is known; one that is too old only shows that it was there. */
function claimOfClick(
  click: FactKey,
  signUp: SignUp,
  partner: string,
  windowDays: number,
  known: Claim | undefined,
): Claim {
  if (click.at < plusDays(signUp.at, -windowDays))
    return known ?? { ...claimAt(signUp, 'signup', partner), windowPassed: true };
  if (known !== undefined && !known.windowPassed && known.at <= click.at) return known;
  return { ...claimAt(click, 'signup', partner), eligibleAt: signUp.at };
}

/**
 * The e-mails that were given of a customer in its sign-ups and leads up to a time; what a sign-up gives that follows a
 * click counts as given at the click. `signUpsUntil`: later where sign-ups of the grace count as made at the close.
 */
export function emailsUntil(
  customer: CustomerClaims,
  context: ClaimContext,
  { signups }: ClaimTerms,
  until: { readonly leads: Instant; readonly signUps: Instant; readonly horizon: Instant | null },
): ReadonlySet<string> {
  const emails = new Set<string>();
  for (const { email, at } of customer.leads) if (email !== null && at <= until.leads) emails.add(email);
  for (const signUp of customer.signUps) {
    const { email, at } = signUp;
    if (email === null || (until.horizon !== null && at > until.horizon)) continue;
    const oldest = signups === null ? at : plusDays(at, -signups.clickWindowDays);
    const click = clicksBefore(signUp, context).find((entry) => entry.at >= oldest);
    if ((click?.at ?? at) <= until.signUps) emails.add(email);
  }
  return emails;
}
