import { compareCodePoints } from '@ledger/kernel/code-point-order';
import type { CalendarDate } from '@ledger/kernel/calendar';
import type { Instant } from '@ledger/kernel/instant';
import { termsFor, type ProgramTerms } from '@ledger/program/program-terms';
import type { TaxForm } from '@ledger/stages/payout/payout.decisions';
import { asksForTaxForm } from '@ledger/stages/payout/payout-gate';
import { isValidAt } from '@ledger/stages/payout/payout-profile';
import type { PartnerStanding } from '../tables/partners';
import type { PayoutProfileRow } from '../tables/payout-profiles';

/** A tax form that is recorded of a partner, or that one is missing. */
export interface FormStanding {
  readonly partner: string;
  /** null: none is recorded, and the terms ask for one. */
  readonly form: string | null;
  readonly recordedAt: Instant | null;
  /** null: until changed, or none is there. */
  readonly validThrough: CalendarDate | null;
  readonly state: 'valid' | 'expired' | 'missing';
  /** Whether payouts of the partner wait for a form, or tax is withheld of them: its terms ask for one, and none is valid. */
  readonly isMissed: boolean;
}

/** The tax forms of a program at a moment, by partner and time, and which partners have none that they need. */
export function formStandings(
  profiles: readonly Pick<PayoutProfileRow, 'partner' | 'taxForms'>[],
  partners: readonly Pick<PartnerStanding, 'partner' | 'approvedAt' | 'terminated'>[],
  program: ProgramTerms,
  now: Instant,
): FormStanding[] {
  const forms = new Map(profiles.map(({ partner, taxForms }) => [partner, taxForms]));
  const missed = new Set(
    partners.flatMap(({ partner, approvedAt, terminated }) => {
      if (approvedAt === null || terminated) return [];
      const asks = asksForTaxForm(termsFor(program, now, { partnerApprovedAt: approvedAt }));
      return asks && !hasValid(forms.get(partner) ?? [], program, now) ? [partner] : [];
    }),
  );
  const none = { form: null, recordedAt: null, validThrough: null, state: 'missing', isMissed: true } as const;
  const without = [...missed].filter((partner) => (forms.get(partner) ?? []).length === 0);
  const recorded = profiles.flatMap(({ partner, taxForms }) =>
    taxForms.map(({ form, recordedAt, validThrough }): FormStanding => {
      const isValid = isValidAt({ form, recordedAt, validThrough }, now, program.calendar);
      const state = isValid ? 'valid' : 'expired';
      return { partner, form, recordedAt, validThrough, state, isMissed: missed.has(partner) };
    }),
  );
  return [...recorded, ...without.map((partner) => ({ partner, ...none }))].sort(byPartner);
}

function hasValid(forms: readonly TaxForm[], { calendar }: ProgramTerms, now: Instant): boolean {
  return forms.some((form) => isValidAt(form, now, calendar));
}

function byPartner(a: FormStanding, b: FormStanding): number {
  return compareCodePoints(a.partner, b.partner) || (a.recordedAt ?? 0) - (b.recordedAt ?? 0);
}
