import type { InEachLanguage } from '../language';

/** What is said of customers, invoices and payouts, and of the partners' own lines. */
export const OTHER_SENTENCES = {
  'customer.about': { en: 'Customer {customer}', de: 'Kunde {customer}' },
  'customer.timeline': { en: 'In the order of time', de: 'In zeitlicher Reihenfolge' },
  'customer.claim.won': {
    en: '{at}: {claim} of {partner} ({id} of {source}). It counts.',
    de: '{at}: {claim} von {partner} ({id} von {source}). Zählt.',
  },
  'customer.claim.lost': {
    en: '{at}: {claim} of {partner} ({id} of {source}). It does not count: {why}.',
    de: '{at}: {claim} von {partner} ({id} von {source}). Zählt nicht: {why}.',
  },
  'customer.claim.unused': {
    en: '{at}: {claim} of {partner} ({id} of {source}). Nothing follows from it.',
    de: '{at}: {claim} von {partner} ({id} von {source}). Daraus folgt nichts.',
  },
  'customer.settled': {
    en: '{at}: the credits are settled.',
    de: '{at}: die Zuordnung steht fest.',
  },
  'customer.provisional': {
    en: 'Not settled yet: as if it settled {at}.',
    de: 'Steht noch nicht fest: als stünde sie am {at} fest.',
  },
  'customer.override': {
    en: '{at}: {by} decided who is credited ({id} of {source}), for {from}; because: {evidence}.',
    de: '{at}: {by} hat entschieden, wem der Kunde zugeordnet wird ({id} von {source}), für {from}; weil: {evidence}.',
  },
  'customer.override.from': { en: 'what is earned from {at} on', de: 'was ab {at} verdient wird' },
  'customer.override.all': { en: 'all of it', de: 'alles' },
  'customer.credits': { en: 'Credits', de: 'Zuordnung' },
  'customer.credit.weight': {
    en: '{partner} is credited, {role}, weight {weight}.',
    de: '{partner} ist zugeordnet, {role}, Gewicht {weight}.',
  },
  'customer.credit': {
    en: '{partner} is credited, {role}.',
    de: '{partner} ist zugeordnet, {role}.',
  },
  'customer.credit.nobody': { en: 'Nobody is credited.', de: 'Niemandem zugeordnet.' },
  'customer.span.from': { en: 'Credits from {at} on', de: 'Zuordnung ab {at}' },
  'customer.terms': { en: 'By terms version {version}.', de: 'Nach Bedingungen Version {version}.' },

  'invoice.about': { en: 'Invoice {invoice} (customer {customer})', de: 'Rechnung {invoice} (Kunde {customer})' },
  'invoice.line': { en: 'Line {line}: {kind}, {amount}', de: 'Position {line}: {kind}, {amount}' },
  'invoice.line.unknown': { en: 'Line {line}', de: 'Position {line}' },
  'invoice.partner': { en: 'Partner {partner}:', de: 'Partner {partner}:' },
  'invoice.nothing': {
    en: 'Partner {partner} earns nothing: {why}.',
    de: 'Partner {partner} verdient nichts: {why}.',
  },
  'invoice.nobody': { en: 'Nobody earns: {why}.', de: 'Niemand verdient: {why}.' },
  'invoice.not_recorded': {
    en: 'Nothing is posted; why was not recorded by the release that decided it.',
    de: 'Nichts ist gebucht; warum, hat die Version, die das entschied, nicht festgehalten.',
  },

  'payout.about': {
    en: 'Payout {payout} to {partner}, {currency}, by {rail}',
    de: 'Auszahlung {payout} an {partner}, {currency}, über {rail}',
  },
  'payout.proposed': {
    en: '{at}: proposed; it waits for an approval.',
    de: '{at}: vorgeschlagen; sie wartet auf eine Freigabe.',
  },
  'payout.replaced': {
    en: '{at}: a later run replaced the proposal.',
    de: '{at}: ein späterer Lauf ersetzte den Vorschlag.',
  },
  'payout.declined': { en: '{at}: {by} declined it; because: {why}.', de: '{at}: {by} lehnte sie ab; weil: {why}.' },
  'payout.made': { en: '{at}: made.', de: '{at}: angewiesen.' },
  'payout.made.approved': { en: '{at}: {by} approved it; made.', de: '{at}: {by} gab sie frei; angewiesen.' },
  'payout.made.elsewhere': {
    en: '{at}: {by} recorded that it was paid elsewhere; because: {why}.',
    de: '{at}: {by} hielt fest, dass anderswo bezahlt wurde; weil: {why}.',
  },
  'payout.paid_at_once': { en: '{at}: paid.', de: '{at}: bezahlt.' },
  'payout.settled': {
    en: '{at}: paid, reference {reference}; the rail took {variance} more than the fee.',
    de: '{at}: bezahlt, Beleg {reference}; der Zahlungsweg nahm {variance} mehr als die Gebühr.',
  },
  'payout.failed': { en: '{at}: failed ({code}).', de: '{at}: fehlgeschlagen ({code}).' },
  'payout.returned': { en: '{at}: came back ({code}).', de: '{at}: kam zurück ({code}).' },
  'payout.mend': {
    en: 'To be mended: {mend}. Until then the partner is not paid.',
    de: 'Zu beheben: {mend}. Bis dahin wird der Partner nicht ausgezahlt.',
  },
  'payout.lines': { en: 'Lines', de: 'Zeilen' },
  'payout.line': {
    en: 'Invoice {invoice}, line {line}, no. {seq}: {reason}, {amount}.',
    de: 'Rechnung {invoice}, Position {line}, Nr. {seq}: {reason}, {amount}.',
  },
  'payout.line.own': { en: '{line}, no. {seq}: {reason}, {amount}.', de: '{line}, Nr. {seq}: {reason}, {amount}.' },
  'payout.line.unknown': { en: 'Line {line}, no. {seq}.', de: 'Zeile {line}, Nr. {seq}.' },
  'payout.lines.proposed': {
    en: 'All that is payable: {count} lines, {gross} in sum.',
    de: 'Alles, was fällig ist: {count} Zeilen, zusammen {gross}.',
  },
  'payout.lines.sum': { en: 'Together: {sum} = {gross}.', de: 'Zusammen: {sum} = {gross}.' },
  'payout.sums': { en: 'In sum', de: 'Zusammen' },
  'payout.gross': { en: 'Gross, {count} lines: {gross}.', de: 'Brutto, {count} Zeilen: {gross}.' },
  'payout.fee': { en: 'Fee: {gross} × {rate} + {fixed} = {fee}.', de: 'Gebühr: {gross} × {rate} + {fixed} = {fee}.' },
  'payout.fee.nothing': { en: 'There is no fee.', de: 'Es gibt keine Gebühr.' },
  'payout.fee.unknown': {
    en: 'Fee: {fee}; by which terms was not recorded.',
    de: 'Gebühr: {fee}; nach welchen Bedingungen, ist nicht festgehalten.',
  },
  'payout.withheld': {
    en: 'Withheld ({why}): {gross} × {rate} = {withheld}.',
    de: 'Einbehalten ({why}): {gross} × {rate} = {withheld}.',
  },
  'payout.withheld.nothing': { en: 'Nothing is withheld.', de: 'Nichts wird einbehalten.' },
  'payout.withheld.unknown': {
    en: 'Withheld: {withheld}; why was not recorded.',
    de: 'Einbehalten: {withheld}; warum, ist nicht festgehalten.',
  },
  'payout.net': { en: 'Net: {sum} = {net}.', de: 'Netto: {sum} = {net}.' },
  'payout.terms': { en: 'By terms version {version}.', de: 'Nach Bedingungen Version {version}.' },

  'own.about': { en: 'Partner {partner}, own line {line}', de: 'Partner {partner}, eigene Zeile {line}' },
  'own.why': { en: 'By {by}; because: {why}.', de: 'Von {by}; weil: {why}.' },
  'own.adjustment': { en: 'Posted as told: {amount}.', de: 'Gebucht wie gemeldet: {amount}.' },
  'own.fee': {
    en: 'The fee of payout {payout}, which came back: {amount}.',
    de: 'Die Gebühr der Auszahlung {payout}, die zurückkam: {amount}.',
  },
  'own.write_off': {
    en: 'Of what the partner owed is given up: {amount}.',
    de: 'Von dem, was der Partner schuldete, wird aufgegeben: {amount}.',
  },
  'own.forfeit': {
    en: 'All that was unpaid is lost: {amount}.',
    de: 'Alles, was nicht ausgezahlt war, verfällt: {amount}.',
  },
} as const satisfies Readonly<Record<string, InEachLanguage>>;
