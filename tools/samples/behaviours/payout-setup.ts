import type { Instant } from '@ledger/kernel/instant';
import type { PlannedEvent } from '@tools/histories/history';
import type { PartnerIdentity } from '../fictional-directory';
import type { Scene } from '../scene';

export type TaxForm = 'W-9' | 'W-8BEN' | 'W-8BEN-E';
export type Rail = 'stripe' | 'paypal' | 'manual';

/** A tax form was uploaded and checked. A W-8 runs out at the end of the third year after its signature. */
export function recordTaxForm(
  scene: Scene,
  who: PartnerIdentity,
  time: Instant,
  form: TaxForm,
  signedOn: string,
): PlannedEvent {
  return scene.history.plan('partner.tax_form_recorded', time, { partner: who.partner, form, signedOn });
}

/** The partner says how it wants to be paid. */
export function setPayoutMethod(scene: Scene, who: PartnerIdentity, time: Instant, rail: Rail): PlannedEvent {
  const account = { stripe: `acct_${who.partner}`, paypal: who.email, manual: null }[rail];
  return scene.history.plan('partner.payout_method_set', time, {
    partner: who.partner,
    rail,
    ...(account === null ? {} : { account }),
  });
}

/** The program asks for the compliance checklist once more; payouts wait for the answer. */
export function requireAcknowledgement(
  scene: Scene,
  who: PartnerIdentity,
  time: Instant,
  checklist: string,
): PlannedEvent {
  return scene.history.plan('partner.acknowledgement_required', time, { partner: who.partner, checklist });
}

/** The partner acknowledges the checklist. */
export function acknowledge(scene: Scene, who: PartnerIdentity, time: Instant, checklist: string): PlannedEvent {
  return scene.history.plan('partner.compliance_acknowledged', time, { partner: who.partner, checklist });
}
