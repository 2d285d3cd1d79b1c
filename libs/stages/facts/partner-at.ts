import type { Instant } from '@ledger/kernel/instant';
import type { Terms } from '@ledger/program/terms';
import { compareKeys, latestAt } from './fact-key';
import type { PartnerRecord } from './partner-record';

/** When the partner was first approved or enrolled; it stays approved for the rules from then on. Null: never. */
export function approvedSince(record: PartnerRecord): Instant | null {
  const first = record.applications.find(({ value }) => value === 'approved' || value === 'enrolled');
  return first === undefined ? null : first.at;
}

export function isApprovedAt(record: PartnerRecord, at: Instant): boolean {
  const since = approvedSince(record);
  return since !== null && since <= at;
}

/** Whether an override's credit of the partner accrues: approved once, or its application is pending (programs.md, section 0, Attribution). */
export function mayAccrue(record: PartnerRecord): boolean {
  const latest = record.applications.at(-1)?.value;
  return approvedSince(record) !== null || latest === 'applied' || latest === 'info_requested';
}

/** The tier at a time; everyone starts at the first. Null where the terms have none. */
export function tierAt(record: PartnerRecord, at: Instant, terms: Terms): string | null {
  if (terms.tiers.length === 0) return null;
  return latestAt(record.tiers, at)?.value ?? terms.tiers[0]?.name ?? null;
}

/** The type by the latest enrolment or approval until a time; before the first of them by that one, else by the latest application. */
export function partnerTypeAt(record: PartnerRecord, at: Instant): string | null {
  const decided = record.applications.filter(({ value }) => value === 'approved' || value === 'enrolled');
  const applied = record.applications.filter(({ value }) => value === 'applied');
  const entry = latestAt(decided, at) ?? decided[0];
  if (entry === undefined) return applied.at(-1)?.partnerType ?? null;
  if (entry.partnerType !== null) return entry.partnerType;
  return (latestAt(applied, entry.at) ?? applied[0])?.partnerType ?? null;
}

/** Whether a requirement is met at a time: by somebody; a lapse that names nobody ends all (programs.md, section 4). */
export function isRequirementMetAt(record: PartnerRecord, requirement: string, at: Instant): boolean {
  const persons = new Set<string | null>();
  for (const { at: since, value } of record.requirements?.get(requirement) ?? []) {
    if (since > at) break;
    if (value.met) persons.add(value.person);
    else if (value.person === null) persons.clear();
    else persons.delete(value.person);
  }
  return persons.size > 0;
}

export function isOptedOutAt(record: PartnerRecord, at: Instant): boolean {
  return latestAt(record.optOuts, at)?.value ?? false;
}

export function isEngagementEndedAt(record: PartnerRecord, customer: string, at: Instant): boolean {
  return latestAt(record.engagementEnds?.get(customer) ?? [], at)?.value ?? false;
}

/** The negotiated rate in force at a time: the latest one, unless another tier was set after it (programs.md, section 3). */
export function negotiatedRateAt(record: PartnerRecord, at: Instant, terms: Terms) {
  const set = latestAt(record.rates, at);
  if (set === undefined) return null;
  let tier = tierAtEntry(record, set, terms);
  for (const change of record.tiers) {
    if (change.at > at) break;
    if (compareKeys(change, set) <= 0) continue;
    if (change.value !== tier) return null;
    tier = change.value;
  }
  return set.value;
}

/** The tier in which a rate was set: a tier of that very time counts only if it comes before it. */
function tierAtEntry(
  record: PartnerRecord,
  entry: { at: Instant; id: string; source: string },
  terms: Terms,
): string | null {
  const earlier = record.tiers.filter((change) => compareKeys(change, entry) <= 0);
  return earlier.at(-1)?.value ?? terms.tiers[0]?.name ?? null;
}
