import type { Terms } from '@ledger/program/terms';
import { usesEventType } from '@ledger/program/uses';
import type { Happening } from './steady-customer';
import { usualPartnerType } from './join-the-program';

/** A partner of a steady stream: ready to be paid. */
export interface SteadyPartner {
  readonly partner: string;
  readonly code: string;
}

/** The partner number `which`, with all that makes it approved and payable. */
export function setUpPartner(terms: Terms, which: number): { partner: SteadyPartner; happenings: Happening[] } {
  const partner = `partner-${String(which).padStart(3, '0')}`;
  const code = `code-${which}`;
  const rail = terms.payout.rails[which % terms.payout.rails.length];
  const account = rail === 'manual' ? {} : { account: `account-${which}` };
  const happenings: Happening[] = [
    {
      type: 'partner.applied',
      data: { partner, type: usualPartnerType(terms), name: `Partner ${which}`, email: `${partner}@partners.example` },
    },
    ...terms.approvalRequires.map((requirement) => ({
      type: 'partner.requirement_met',
      data: { partner, requirement },
    })),
    { type: 'partner.approved', data: { partner, by: 'staff' } },
    ...(terms.certification === null
      ? []
      : [{ type: 'partner.requirement_met', data: { partner, requirement: terms.certification, person: 'ann' } }]),
    ...(usesEventType(terms, 'link.created') ? [{ type: 'link.created', data: { partner, code } }] : []),
    ...(terms.payout.requiresTaxForm
      ? [{ type: 'partner.tax_form_recorded', data: { partner, form: 'W-9', signedOn: '2025-12-01' } }]
      : []),
    { type: 'partner.payout_method_set', data: { partner, rail, ...account } },
  ];
  return { partner: { partner, code }, happenings };
}
