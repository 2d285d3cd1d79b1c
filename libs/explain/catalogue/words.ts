import type { InEachLanguage } from '../language';

/** Single words and short turns that stand in a place of a sentence. */
export const WORDS = {
  sourced: { en: 'sourced', de: 'vermittelt' },
  influenced: { en: 'influenced', de: 'mitgewirkt' },

  'claim.signup': { en: 'sign-up', de: 'Anmeldung' },
  'claim.lead': { en: 'lead', de: 'Lead' },
  'claim.registration': { en: 'registration', de: 'Registrierung' },
  'claim.protection': { en: 'protection', de: 'Kundenschutz' },
  'claim.touchpoint': { en: 'touchpoint', de: 'Mitwirkung' },

  'lost.later': { en: 'another claim came first', de: 'ein anderer Anspruch war früher' },
  'lost.lower_priority': { en: 'a claim of another kind goes first', de: 'ein Anspruch anderer Art geht vor' },
  'lost.expired': { en: 'it had expired', de: 'abgelaufen' },
  'lost.protection_ended': { en: 'the protection had ended', de: 'der Kundenschutz war beendet' },
  'lost.after_direct_contact': {
    en: 'sales had contact with the customer before',
    de: 'der Vertrieb hatte schon vorher Kontakt mit dem Kunden',
  },
  'lost.window_passed': { en: 'it was too long before', de: 'zu lange her' },
  'lost.not_approved': {
    en: 'the partner was not approved, was suspended or terminated at the time',
    de: 'der Partner war zu der Zeit nicht zugelassen, gesperrt oder gekündigt',
  },
  'lost.self_referral': { en: 'a partner never earns on itself', de: 'ein Partner verdient nie an sich selbst' },
  'lost.after_settling': { en: 'the customer had been settled before', de: 'die Zuordnung stand schon fest' },
  'lost.overridden': { en: 'a decision by staff replaced it', de: 'durch eine Entscheidung der Mitarbeiter ersetzt' },
  'lost.unknown_code': { en: 'nobody owns the code', de: 'der Code gehört niemandem' },

  'reason.accrual': { en: 'earned', de: 'verdient' },
  'reason.refund': { en: 'refund', de: 'Erstattung' },
  'reason.dispute': { en: 'dispute', de: 'Zahlungsstreit' },
  'reason.void': { en: 'invoice voided', de: 'Rechnung storniert' },
  'reason.clawback': { en: 'clawback after a churn', de: 'Rückforderung nach Kündigung des Kunden' },
  'reason.bonus': { en: 'bonus of the quarter', de: 'Quartalsbonus' },
  'reason.reattribution': { en: 'customer credited otherwise', de: 'Kunde anders zugeordnet' },
  'reason.rate_change': { en: 'other rate or terms', de: 'anderer Satz oder andere Bedingungen' },
  'reason.true_up': { en: 'true-up at the end of the quarter', de: 'Abgleich zum Quartalsende' },
  'reason.correction': { en: 'correction', de: 'Korrektur' },
  'reason.adjustment': { en: 'adjustment', de: 'Anpassung' },
  'reason.write_off': { en: 'write-off', de: 'Ausbuchung' },
  'reason.forfeit': { en: 'forfeit', de: 'Verfall' },

  'mend.account_unknown': {
    en: 'the rail does not know the account: set the payout method with the right one',
    de: 'das Konto ist dem Zahlungsweg nicht bekannt: die Auszahlungsart mit dem richtigen Konto setzen',
  },
  'mend.account_incomplete': {
    en: 'the account is not complete: give its provider what it asks for, then have payouts resumed',
    de: 'das Konto ist nicht vollständig: dem Anbieter geben, was er verlangt, dann die Auszahlungen wieder aufnehmen lassen',
  },
  'mend.account_refused': {
    en: 'the provider has closed or rejected the account: set the payout method with another one',
    de: 'der Anbieter hat das Konto geschlossen oder abgelehnt: die Auszahlungsart mit einem anderen setzen',
  },
  'mend.account_closed': {
    en: 'the account is closed, blocked or wrong: set the payout method with another one',
    de: 'das Konto ist geschlossen, gesperrt oder falsch: die Auszahlungsart mit einem anderen setzen',
  },
  'mend.receiver_unknown': {
    en: 'nobody can be paid under this receiver: register and confirm it, or set the payout method with another one',
    de: 'unter diesem Empfänger kann niemand bezahlt werden: ihn anmelden und bestätigen, oder die Auszahlungsart mit einem anderen setzen',
  },
  'mend.not_claimed': {
    en: 'the payment was not claimed in time: open an account for the receiver, then have payouts resumed',
    de: 'die Zahlung wurde nicht rechtzeitig angenommen: ein Konto für den Empfänger eröffnen, dann die Auszahlungen wieder aufnehmen lassen',
  },
  'mend.came_back': {
    en: 'the rail took the money back: ask why, then have payouts resumed or set another payout method',
    de: 'der Zahlungsweg hat das Geld zurückgeholt: den Grund klären, dann die Auszahlungen wieder aufnehmen lassen oder eine andere Auszahlungsart setzen',
  },
  'mend.not_payable': {
    en: 'this rail does not carry such an amount or currency: set a payout method with another rail',
    de: 'dieser Zahlungsweg befördert diesen Betrag oder diese Währung nicht: eine Auszahlungsart mit einem anderen Zahlungsweg setzen',
  },
  'mend.ours': {
    en: 'the fault is the payer’s: nothing is to be done by the partner, finance has payouts resumed',
    de: 'der Fehler liegt beim Zahlenden: der Partner muss nichts tun, die Buchhaltung lässt die Auszahlungen wieder aufnehmen',
  },
  'mend.other': {
    en: 'look at the code and its rail: then set the payout method anew, or have payouts resumed',
    de: 'Code und Zahlungsweg prüfen: dann die Auszahlungsart neu setzen oder die Auszahlungen wieder aufnehmen lassen',
  },

  'nothing.no_credit': { en: 'nobody is credited with it', de: 'sie ist niemandem zugeordnet' },
  'nothing.no_credit.partner': {
    en: 'the partner is not credited with it any more',
    de: 'sie ist dem Partner nicht mehr zugeordnet',
  },
  'nothing.not_a_partner': {
    en: 'the partner has not applied, or was rejected',
    de: 'der Partner hat sich nicht beworben oder wurde abgelehnt',
  },
  'nothing.terminated': { en: 'the partner had been terminated', de: 'der Partner war gekündigt' },
  'nothing.opted_out': {
    en: 'the partner takes no share at the time',
    de: 'der Partner nahm zu der Zeit keinen Anteil',
  },
  'nothing.engagement_ended': {
    en: 'the partner no longer looked after the customer',
    de: 'der Partner betreute den Kunden nicht mehr',
  },
  'nothing.kind': {
    en: 'the terms pay for no line of this kind',
    de: 'die Bedingungen zahlen für keine Position dieser Art',
  },
  'nothing.no_amount': { en: 'its amount is 0', de: 'ihr Betrag ist 0' },
  'nothing.not_settled': {
    en: 'it is a credit, and the customer has not been settled yet',
    de: 'es ist eine Gutschrift, und die Zuordnung des Kunden steht noch nicht fest',
  },
  'nothing.end': { en: 'the time for which it earns had ended', de: 'die Zeit, für die sie verdient, war zu Ende' },
  'nothing.not_first_payment': {
    en: 'only the first payment of its kind earns',
    de: 'nur die erste Zahlung dieser Art verdient',
  },
  'nothing.churn': { en: 'the customer had churned', de: 'der Kunde hatte gekündigt' },
  'nothing.taken_back': {
    en: 'all of it went back to the customer',
    de: 'alles ging an den Kunden zurück',
  },
  'nothing.clawback': { en: 'the customer churned too soon', de: 'der Kunde kündigte zu früh' },
  'nothing.rounds_to_nothing': { en: 'the commission rounds to 0', de: 'die Provision wird auf 0 gerundet' },

  own_rate: { en: 'the partner’s own rate', de: 'der eigene Satz des Partners' },
  tax_form_missing: { en: 'no valid tax form', de: 'kein gültiges Steuerformular' },

  'kind.subscription': { en: 'subscription', de: 'Abonnement' },
  'kind.usage': { en: 'usage', de: 'Nutzung' },
  'kind.platform_fee': { en: 'platform fee', de: 'Grundgebühr' },
  'kind.overage': { en: 'overage', de: 'Mehrverbrauch' },
  'kind.outcome': { en: 'outcome', de: 'Erfolgszahlung' },
  'kind.services': { en: 'services', de: 'Dienstleistung' },
  'kind.tax': { en: 'tax', de: 'Steuer' },
  'kind.other': { en: 'other', de: 'Sonstiges' },
  'interval.month': { en: 'monthly', de: 'monatlich' },
  'interval.year': { en: 'annual', de: 'jährlich' },
  'timer.quarter-end': { en: 'the end of the quarter', de: 'das Quartalsende' },
  'not known': { en: 'not known', de: 'nicht bekannt' },
  earlier: { en: 'everything before it', de: 'alles davor' },
  none: { en: 'none', de: 'keine' },
} as const satisfies Readonly<Record<string, InEachLanguage>>;

export type Word = keyof typeof WORDS;
