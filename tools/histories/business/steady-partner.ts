import type { Terms } from '@ledger/program/terms';
import { usesEventType } from '@ledger/program/uses';
import { usualPartnerType } from '../scenarios/join-the-program';
import type { Doing } from './steady-customer';

/** A partner of a steady stream: ready to be paid. */
export interface SteadyPartner {
  readonly partner: string;
  readonly code: string;
}

/** How the partner number `which` is called where nobody says otherwise. */
export function steadyPartner(which: number): SteadyPartner {
  return { partner: `partner-${String(which).padStart(3, '0')}`, code: `code-${which}` };
}

/** What makes the partner number `which` approved and payable. */
export function setUpPartner(terms: Terms, which: number, { partner, code }: SteadyPartner): Doing[] {
  const rail = terms.payout.rails[which % terms.payout.rails.length];
  const account = rail === 'manual' ? {} : { account: `account-${which}` };
  return [
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
}
