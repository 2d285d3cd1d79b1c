import type { MailTemplate } from '../mail-templates';
import type { MailSource } from './mail-source';

const HELLO = 'Hallo {name},';

/** The mails in German. */
export const GERMAN: Readonly<Record<MailTemplate, MailSource>> = {
  'email-verification': {
    subject: '{program}: Bitte bestätigen Sie Ihre E-Mail-Adresse',
    paragraphs: [
      HELLO,
      'bitte bestätigen Sie, dass dies Ihre Adresse ist, damit Ihre Bewerbung weitergehen kann:',
      '{path}',
      'Der Link gilt {hours} Stunden. Haben Sie nichts angefordert, brauchen Sie nichts zu tun.',
    ],
  },
  'application-received': {
    subject: '{program}: Ihre Bewerbung {trackingId} ist eingegangen',
    paragraphs: [
      HELLO,
      'Ihre Bewerbung ist eingegangen. Ihre Nummer ist {trackingId}; damit sehen Sie jederzeit, wie weit sie ist:',
      '{path}',
      'Wir antworten innerhalb von zwei Werktagen.',
    ],
  },
  'application-info-requested': {
    subject: '{program}: Zu Ihrer Bewerbung {trackingId} fehlt noch etwas',
    paragraphs: [
      HELLO,
      'bevor wir über Ihre Bewerbung {trackingId} entscheiden können, brauchen wir noch Folgendes von Ihnen:',
      '{reason}',
      '{path}',
    ],
  },
  'application-approved': {
    subject: '{program}: {company} ist dabei',
    paragraphs: [
      HELLO,
      'willkommen: Ihre Bewerbung {trackingId} ist angenommen, und {company} ist jetzt Partner von {program}.',
      'Ihr erster Code ist {code}.',
      'Hier geht es los:',
      '{path}',
      'Sie melden sich mit diesem Token an, das nur dieses eine Mal gezeigt wird; bewahren Sie es wie ein Passwort auf: {token}',
    ],
  },
  'application-rejected': {
    subject: '{program}: Ihre Bewerbung {trackingId}',
    paragraphs: [HELLO, 'vielen Dank für Ihre Bewerbung. Wir können Sie zurzeit nicht aufnehmen:', '{reason}'],
  },
  'member-invited': {
    subject: '{program}: Einladung von {company}',
    paragraphs: [
      HELLO,
      '{company}, Partner von {program}, lädt Sie ein, hier mitzuarbeiten:',
      '{path}',
      'Sie melden sich mit diesem Token an, das nur dieses eine Mal gezeigt wird; bewahren Sie es wie ein Passwort auf: {token}',
    ],
  },
  'lead-received': {
    subject: '{program}: Ihre Empfehlung {lead} ist eingegangen',
    paragraphs: [
      HELLO,
      'Ihre Empfehlung {lead} ist eingegangen.',
      'Derselbe Kontakt oder dieselbe Firma ist hier seit {knownSince} bekannt; was das für Ihre Empfehlung heißt, sagen die Bedingungen.',
      'So geht es weiter:',
      '{path}',
    ],
  },
  'conflict-opened': {
    subject: '{program}: zwei Ansprüche auf einen Kunden ({conflict})',
    paragraphs: [
      HELLO,
      'Sie und ein anderer Partner haben beide einen Anspruch auf {customer}. Sagen Sie bis {answerBy}, was für Ihren spricht:',
      '{path}',
    ],
  },
  'conflict-settled': {
    subject: '{program}: {conflict} ist entschieden',
    paragraphs: [
      HELLO,
      'der Konflikt {conflict} über {customer} ist entschieden.',
      '{?outcome=kept}Ihr Anspruch gilt.',
      '{?outcome=lost}Der andere Anspruch geht vor; was bis dahin verdient wurde, bleibt so, wie es die Bedingungen sagen.',
      '{?outcome=changed}Wem der Kunde zugerechnet wird, wurde geändert.',
      '{path}',
    ],
  },
  'registration-expiring': {
    subject: '{program}: Ihre Registrierung von {customer} endet in {days} Tagen',
    paragraphs: [
      HELLO,
      'Ihre Registrierung {registration} von {customer} gilt bis {expiresOn}, noch {days} Tage. Danach ist der Kunde für andere frei, wenn Sie nicht abschließen oder ihn erneut registrieren:',
      '{path}',
    ],
  },
  'terms-announced': {
    subject: '{program}: neue Bedingungen ab {effectiveFrom}',
    paragraphs: [
      HELLO,
      'ab {effectiveFrom} gilt für Sie Version {version} der Bedingungen von {program}. Was sich ändert:',
      '{changes}',
      '{?acknowledge}Bitte bestätigen Sie sie: Bis dahin warten Ihre Auszahlungen.',
      '{path}',
    ],
  },
  'acknowledgement-reminder': {
    subject: '{program}: Ihre Auszahlungen warten auf eine Bestätigung',
    paragraphs: [
      HELLO,
      'Version {version} der Bedingungen von {program}, die ab {effectiveFrom} gilt, ist von Ihnen noch nicht bestätigt; so lange warten Ihre Auszahlungen:',
      '{path}',
    ],
  },
  'tax-form-expiring': {
    subject: '{program}: Ihr Steuerformular gilt bis {expiresOn}',
    paragraphs: [
      HELLO,
      'Ihr Formular {form} gilt bis {expiresOn}. Ohne ein neues warten Ihre Auszahlungen von da an. Hier reichen Sie es ein:',
      '{path}',
    ],
  },
  'statement-ready': {
    subject: '{program}: Ihre Abrechnung {month}',
    paragraphs: [HELLO, '{month} ist abgeschlossen, Ihre Abrechnung ist fertig:', '{path}'],
  },
  'payout-sent': {
    subject: '{program}: {amount} sind unterwegs',
    paragraphs: [HELLO, 'wir haben Ihnen {amount} gesendet (Auszahlung {payout}).', 'Wofür:', '{path}'],
  },
};
