import { parseDate } from '@ledger/kernel/calendar';
import type { Instant } from '@ledger/kernel/instant';
import { termsFor, type ProgramTerms } from '@ledger/program/program-terms';
import { approvedSince, isRequirementMetAt, partnerTypeAt, tierAt } from '../facts/partner-at';
import type { PartnerRecord } from '../facts/partner-record';
import { standingAt } from '../facts/standing-at';
import type { PartnerHold, PartnerStandingChanged } from './status.decisions';

/**
 * The standing of a partner by all that is recorded up to a moment and the version of the terms in force then; null while
 * it has neither applied nor enrolled.
 */
export function partnerStanding(
  record: PartnerRecord,
  now: Instant,
  program: ProgramTerms,
): PartnerStandingChanged | null {
  const latest = record.applications.at(-1);
  if (latest === undefined) return null;
  const { suspended, terminated, violationHold } = standingAt(record, now, program);
  const approvedAt = approvedSince(record);
  const terms = termsFor(program, now, { partnerApprovedAt: approvedAt });
  const holds: PartnerHold[] = [];
  if (terms.certification !== null && !isRequirementMetAt(record, terms.certification, now)) {
    holds.push('certification_missing');
  }
  if (approvedAt === null) holds.push('not_approved');
  if (suspended) holds.push('suspended');
  if (violationHold) holds.push('violation');
  const activeUntil = record.activeUntil.at(-1)?.value;
  return {
    type: 'PartnerStandingChanged',
    partner: record.partner,
    partnerType: partnerTypeAt(record, now) ?? '',
    tier: tierAt(record, now, terms),
    application: latest.value,
    approvedAt,
    terminated,
    holds,
    activeUntil: activeUntil === undefined ? null : parseDate(activeUntil),
    decidedAt: now,
  };
}

export function sameStanding(a: PartnerStandingChanged, b: PartnerStandingChanged): boolean {
  return (
    a.partnerType === b.partnerType &&
    a.tier === b.tier &&
    a.application === b.application &&
    a.approvedAt === b.approvedAt &&
    a.terminated === b.terminated &&
    a.holds.join() === b.holds.join() &&
    a.activeUntil === b.activeUntil
  );
}
