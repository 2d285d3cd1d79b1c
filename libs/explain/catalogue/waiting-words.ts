import type { WaitingReason } from '@ledger/stages/payout/unpaid-amounts';
import type { InEachLanguage } from '../language';

/** Why money is not paid yet, said to the partner to whom it is owed (docs/reasons.md). */
export const WAITING_WORDS: Readonly<Record<WaitingReason, InEachLanguage>> = {
  clearing: {
    en: 'Payments of your customers wait for some days in which they may still go back.',
    de: 'Zahlungen Ihrer Kunden warten einige Tage, in denen sie noch zurückgehen können.',
  },
  dispute: {
    en: 'A customer disputes a payment: its bank decides.',
    de: 'Ein Kunde bestreitet eine Zahlung: seine Bank entscheidet.',
  },
  not_activated: {
    en: 'The customer has to be activated first.',
    de: 'Der Kunde muss erst aktiv werden.',
  },
  violation: {
    en: 'You are held after a violation of the rules of the program, until its staff lift the hold.',
    de: 'Sie sind nach einem Verstoß gegen die Regeln des Programms gesperrt, bis dessen Team die Sperre aufhebt.',
  },
  certification_missing: {
    en: 'A certified person on your side is needed.',
    de: 'Auf Ihrer Seite wird eine zertifizierte Person gebraucht.',
  },
  suspended: {
    en: 'You are suspended: ask the staff of the program.',
    de: 'Sie sind gesperrt: fragen Sie das Team des Programms.',
  },
  not_approved: {
    en: 'Your application is not decided yet.',
    de: 'Über Ihre Bewerbung ist noch nicht entschieden.',
  },
  in_transit: {
    en: 'It is on its way; the rail has not confirmed it yet.',
    de: 'Es ist unterwegs; der Zahlungsweg hat es noch nicht bestätigt.',
  },
  negative_balance: {
    en: 'More went back than was earned: what you earn next makes up for it.',
    de: 'Es ist mehr zurückgegangen als verdient wurde: was Sie als Nächstes verdienen, gleicht es aus.',
  },
  below_minimum: {
    en: 'It is less than the smallest payout: more has to become payable.',
    de: 'Es ist weniger als die kleinste Auszahlung: es muss mehr auszahlbar werden.',
  },
  tax_form_missing: {
    en: 'Your tax form is missing: hand it in.',
    de: 'Ihr Steuerformular fehlt: reichen Sie es ein.',
  },
  tax_form_expired: {
    en: 'Your tax form has expired: hand in a new one.',
    de: 'Ihr Steuerformular ist abgelaufen: reichen Sie ein neues ein.',
  },
  payout_method_missing: {
    en: 'Say where you want to be paid: set a payout method.',
    de: 'Sagen Sie, wohin Sie bezahlt werden möchten: setzen Sie eine Auszahlungsart.',
  },
  payout_method_new: {
    en: 'Your payout method is new: for your safety nothing is paid to it for some days.',
    de: 'Ihre Auszahlungsart ist neu: zu Ihrer Sicherheit wird einige Tage nichts dorthin gezahlt.',
  },
  payout_failed: {
    en: 'The last payout failed or came back: see what has to be mended.',
    de: 'Die letzte Auszahlung ist fehlgeschlagen oder zurückgekommen: sehen Sie nach, was zu beheben ist.',
  },
  acknowledgement_missing: {
    en: 'Something waits for you to acknowledge it.',
    de: 'Etwas wartet auf Ihre Bestätigung.',
  },
  approval_pending: {
    en: 'The payout waits for its approval by finance.',
    de: 'Die Auszahlung wartet auf ihre Freigabe durch die Buchhaltung.',
  },
  declined: {
    en: 'Finance declined the payout: ask why.',
    de: 'Die Buchhaltung hat die Auszahlung abgelehnt: fragen Sie nach dem Grund.',
  },
  scheduled: {
    en: 'It is payable, and the next run pays it.',
    de: 'Es ist auszahlbar, und der nächste Lauf zahlt es aus.',
  },
  true_up_expected: {
    en: 'The end of the quarter takes it back, for refunds of the quarter.',
    de: 'Das Quartalsende nimmt es zurück, wegen Erstattungen im Quartal.',
  },
};
