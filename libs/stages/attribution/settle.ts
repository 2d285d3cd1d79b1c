import type { Instant } from '@ledger/kernel/instant';
import type { CompetitionStage, Terms } from '@ledger/program/terms';
import type { Credit, Introduction, LostClaim, LostReason } from './attribution.decisions';

type Valid = Introduction & { readonly partner: string };

export interface Settlement {
  readonly credits: readonly Credit[];
  readonly lost: readonly LostClaim[];
}

/**
 * Settles a customer's attribution as of a moment (programs.md, section 0, Attribution, and section 3, Decided).
 * `introductions` are in the order of their times; an override replaces the credits, and what would have won is lost to it.
 */
export function settle(
  introductions: readonly Introduction[],
  override: readonly Credit[] | null,
  moment: Instant,
  terms: Terms,
): Settlement {
  const reasons = new Map<Introduction, LostReason>();
  const valid = introductions.filter((introduction): introduction is Valid => {
    const reason = reasonAtMoment(introduction, moment);
    if (reason !== null) reasons.set(introduction, reason);
    return reason === null && introduction.partner !== null;
  });
  const sourced = compete(valid, terms.competition, reasons);
  const influenced = influencing(valid, new Set(sourced));
  const earned: Credit[] = [
    ...sourced.map((partner): Credit => ({ partner, role: 'sourced', weight: 1 })),
    ...influenced.map((partner): Credit => ({ partner, role: 'influenced', weight: null })),
  ];
  if (override !== null) loseToOverride(valid, new Set(override.map(({ partner }) => partner)), reasons);
  const lost = introductions.flatMap((introduction) => {
    const reason = reasons.get(introduction);
    return reason === undefined ? [] : [lostClaim(introduction, reason)];
  });
  return { credits: override ?? earned, lost };
}

function lostClaim({ partner, claim, claimedAt }: Introduction, reason: LostReason): LostClaim {
  return { partner, claim, claimedAt, reason };
}

/** Why an introduction does not count at the moment of settling; null: it does. */
function reasonAtMoment({ barred, claim, countedAt, endsAt }: Introduction, moment: Instant): LostReason | null {
  if (barred === 'self_referral' || barred === 'unknown_code') return barred;
  if (countedAt > moment) return 'after_settling';
  if (barred !== null) return barred;
  if (endsAt === null || moment < endsAt) return null;
  if (claim === 'protection') return 'protection_ended';
  return claim === 'touchpoint' ? 'window_passed' : 'expired';
}

/** The sourced partners, in the order of their introductions; the first stage of the competition that has one decides. */
function compete(
  valid: readonly Valid[],
  stages: readonly CompetitionStage[],
  reasons: Map<Introduction, LostReason>,
): string[] {
  let rivals = valid.filter(({ claim, role }) => claim !== 'touchpoint' && role === 'sourced');
  for (const stage of stages) {
    const entrants = rivals.filter((rival) => enters(rival, stage));
    const first = entrants[0];
    if (first === undefined) continue;
    const shared = first.tier !== null && stage.sharedBy.includes(first.tier);
    const winners = shared ? entrants.filter(({ tier }) => tier === first.tier) : [first];
    const partners = [...new Set(winners.map(({ partner }) => partner))];
    rivals = rivals.filter(({ partner }) => !partners.includes(partner));
    for (const rival of rivals) reasons.set(rival, entrants.includes(rival) ? 'later' : 'lower_priority');
    return partners;
  }
  return [];
}

function enters({ claim, tier }: Introduction, stage: CompetitionStage): boolean {
  const allowed: readonly string[] = stage.claims;
  return allowed.includes(claim) && (stage.tiers.length === 0 || (tier !== null && stage.tiers.includes(tier)));
}

/** Partners without a sourced credit that have an influenced introduction or a counting touchpoint, by their first one. */
function influencing(valid: readonly Valid[], sourced: ReadonlySet<string>): string[] {
  const partners = valid.filter(({ role }) => role === 'influenced').map(({ partner }) => partner);
  return [...new Set(partners)].filter((partner) => !sourced.has(partner));
}

/** A claim that would have earned a credit is lost to the override, unless its partner is among the override's. */
function loseToOverride(
  valid: readonly Valid[],
  credited: ReadonlySet<string>,
  reasons: Map<Introduction, LostReason>,
): void {
  for (const introduction of valid) {
    const wins = introduction.claim !== 'touchpoint' && !reasons.has(introduction);
    if (wins && !credited.has(introduction.partner)) reasons.set(introduction, 'overridden');
  }
}
