import { formatDate, formatQuarter, type Quarter } from '@ledger/kernel/calendar';
import type { Instant } from '@ledger/kernel/instant';
import { termsFor, type ProgramTerms } from '@ledger/program/program-terms';
import { partnerStatusAt } from '@ledger/stages/partner-status/status-at';
import type { PartnerWithCustomers } from '../tables/partners';
import type { PartnerEntry } from '../ledger-view';

/** A partner as it stands at a moment: its status is computed from the stored facts (contract.md, section 2, `partners`). */
export function partnerEntry(row: PartnerWithCustomers, program: ProgramTerms, asOf: Instant): PartnerEntry {
  const terms = termsFor(program, asOf, { partnerApprovedAt: row.approvedAt });
  const activations = row.counted.map((customer) => customer.activatedAt);
  const { status, lockedUntil } = partnerStatusAt(row, activations, terms, program.calendar, asOf);
  return {
    partner: row.partner,
    type: row.partnerType,
    tier: row.tier,
    application: row.application,
    status,
    lockedUntil: lockedUntil === null ? null : formatDate(lockedUntil),
    promotion: row.promotionRate,
    wins: winsByQuarter(row.counted.map((customer) => customer.wonIn)),
    customers: row.counted.length,
  };
}

function winsByQuarter(won: readonly (Quarter | null)[]): Readonly<Record<string, number>> {
  const wins: Record<string, number> = {};
  const quarters = won.filter((quarter) => quarter !== null).sort((a, b) => a - b);
  for (const quarter of quarters) wins[formatQuarter(quarter)] = (wins[formatQuarter(quarter)] ?? 0) + 1;
  return wins;
}
