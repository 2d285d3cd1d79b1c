import type { InEachLanguage } from '../language';

/** What a program's terms say to one of its partners. */
export const TERMS_SENTENCES = {
  'terms.earns': { en: '{kind}: {rate}, {lasting}.', de: '{kind}: {rate}, {lasting}.' },
  'terms.earns.negotiable': {
    en: '{kind}: {rate} (a rate of its own may be agreed, from {least} to {most}), {lasting}.',
    de: '{kind}: {rate} (ein eigener Satz kann vereinbart werden, von {least} bis {most}), {lasting}.',
  },
  'terms.bonus': {
    en: 'All that a quarter with {wins} or more won customers earns: {rate}.',
    de: 'Alles, was ein Quartal mit {wins} oder mehr gewonnenen Kunden verdient: {rate}.',
  },
  'terms.promotion': {
    en: 'The first {slots} approved partners hold {rate} for good.',
    de: 'Die ersten {slots} zugelassenen Partner behalten {rate} für immer.',
  },
  'terms.influenced': {
    en: 'A customer that the partner only helped to win: {share} of its own rate; what it did counts for {days} days.',
    de: 'Ein Kunde, bei dem der Partner nur mitgewirkt hat: {share} des eigenen Satzes; Mitwirkung zählt {days} Tage.',
  },
  'terms.collected': { en: 'An invoice earns when it is paid.', de: 'Eine Rechnung verdient, wenn sie bezahlt ist.' },
  'terms.billed': {
    en: 'An invoice earns when it is issued.',
    de: 'Eine Rechnung verdient, wenn sie gestellt ist.',
  },
  'terms.cleared': {
    en: 'What was earned clears after {days} days.',
    de: 'Was verdient ist, wird nach {days} Tagen frei.',
  },
  'terms.activation': {
    en: 'It is held until the customer is activated.',
    de: 'Es wird zurückgehalten, bis der Kunde aktiviert ist.',
  },
  'terms.clawback.all': {
    en: 'If the customer churns within {days} days, all of it is taken back.',
    de: 'Kündigt der Kunde binnen {days} Tagen, wird alles zurückgenommen.',
  },
  'terms.clawback.pro-rata': {
    en: 'If the customer churns within {days} days, the part for the days that are left is taken back.',
    de: 'Kündigt der Kunde binnen {days} Tagen, wird der Teil für die übrigen Tage zurückgenommen.',
  },
  'terms.trueUp': {
    en: 'Refunds within a quarter are taken back when it ends.',
    de: 'Erstattungen in einem Quartal werden an seinem Ende zurückgenommen.',
  },
  'terms.optOut': {
    en: 'The partner may take no share for a while.',
    de: 'Der Partner kann zeitweise auf seinen Anteil verzichten.',
  },
  'terms.engagement': {
    en: 'A customer earns only while the partner looks after it.',
    de: 'Ein Kunde verdient nur, solange der Partner ihn betreut.',
  },
  'terms.signups': {
    en: 'Sign-ups count with its code, or up to {days} days after a click on its link.',
    de: 'Anmeldungen zählen mit seinem Code oder bis {days} Tage nach einem Klick auf seinen Link.',
  },
  'terms.leads': { en: 'Leads that it submits count.', de: 'Leads, die er einreicht, zählen.' },
  'terms.registrations': { en: 'Registered deals count.', de: 'Registrierte Geschäfte zählen.' },
  'terms.registrations.deadline': {
    en: 'A deal is registered at most {days} days after the first contact.',
    de: 'Ein Geschäft wird höchstens {days} Tage nach dem ersten Kontakt registriert.',
  },
  'terms.registrations.valid': {
    en: 'A registration is valid for {days} days and may be renewed {times} time(s).',
    de: 'Eine Registrierung gilt {days} Tage und kann {times}-mal erneuert werden.',
  },
  'terms.registrations.evidence': {
    en: 'A registration needs evidence.',
    de: 'Eine Registrierung braucht einen Nachweis.',
  },
  'terms.protections': {
    en: 'Up to {count} accounts are protected at the same time.',
    de: 'Bis zu {count} Kunden sind gleichzeitig geschützt.',
  },
  'terms.run.day': { en: 'It is paid out every day{rail}.', de: 'Ausgezahlt wird täglich{rail}.' },
  'terms.run.month': {
    en: 'It is paid out on the first day of each month{rail}.',
    de: 'Ausgezahlt wird am ersten Tag jedes Monats{rail}.',
  },
  'terms.run.quarter': {
    en: 'It is paid out on the first day of each quarter{rail}.',
    de: 'Ausgezahlt wird am ersten Tag jedes Quartals{rail}.',
  },
  'terms.byRail': { en: 'by {rail}', de: 'über {rail}' },
  'terms.minimum': {
    en: 'A payout has at least {amounts}{rail}.',
    de: 'Eine Auszahlung beträgt mindestens {amounts}{rail}.',
  },
  'terms.fee': {
    en: 'The partner bears a fee of {rate} of a payout{rail}.',
    de: 'Der Partner trägt eine Gebühr von {rate} einer Auszahlung{rail}.',
  },
  'terms.fee.fixed': {
    en: 'The partner bears a fee of {rate} of a payout and {amounts}{rail}.',
    de: 'Der Partner trägt eine Gebühr von {rate} einer Auszahlung und {amounts}{rail}.',
  },
  'terms.taxForm': {
    en: 'Nothing is paid out without a valid tax form.',
    de: 'Ohne gültiges Steuerformular wird nichts ausgezahlt.',
  },
  'terms.acknowledgement': {
    en: 'Nothing is paid out while an acknowledgement is missing.',
    de: 'Solange eine Bestätigung fehlt, wird nichts ausgezahlt.',
  },
  'terms.methodWait': {
    en: 'A changed payout account is paid to after {days} days.',
    de: 'Auf ein geändertes Konto wird nach {days} Tagen ausgezahlt.',
  },
  'terms.withholding': {
    en: '{rate} is withheld while there is no valid tax form.',
    de: '{rate} werden einbehalten, solange kein gültiges Steuerformular vorliegt.',
  },
  'terms.approval': {
    en: 'Every payout is approved by a person first.',
    de: 'Jede Auszahlung wird zuerst von einer Person freigegeben.',
  },
  'terms.approval.above': {
    en: 'A payout of more than {amounts} is approved by a person first.',
    de: 'Eine Auszahlung von mehr als {amounts} wird zuerst von einer Person freigegeben.',
  },
  'terms.certification': {
    en: 'What it earns is held while it lacks: {requirement}.',
    de: 'Was er verdient, wird zurückgehalten, solange fehlt: {requirement}.',
  },
  'terms.violations': {
    en: 'Violation {hold} holds what it earns back, violation {terminate} ends the partnership.',
    de: 'Verstoß {hold} hält zurück, was er verdient, Verstoß {terminate} beendet die Partnerschaft.',
  },
  'terms.activity': {
    en: 'Shown as active: {customers} new customers a year, over {window} months; after {lock} customers locked for {years} years.',
    de: 'Als aktiv angezeigt: {customers} neue Kunden im Jahr, über {window} Monate; ab {lock} Kunden für {years} Jahre fest.',
  },
} as const satisfies Readonly<Record<string, InEachLanguage>>;
