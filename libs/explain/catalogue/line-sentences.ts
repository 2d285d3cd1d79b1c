import type { InEachLanguage } from '../language';

/** What is said of a line of the ledger and of how it was computed. */
export const LINE_SENTENCES = {
  'line.about': {
    en: 'Partner {partner}, invoice {invoice}, line {line} (customer {customer})',
    de: 'Partner {partner}, Rechnung {invoice}, Position {line} (Kunde {customer})',
  },
  'line.invoiced': {
    en: 'The invoice line: {kind}, {amount}.',
    de: 'Die Rechnungsposition: {kind}, {amount}.',
  },
  'line.invoiced.period': {
    en: 'The invoice line: {kind}, {amount}, for {from} until before {until}.',
    de: 'Die Rechnungsposition: {kind}, {amount}, für {from} bis vor {until}.',
  },
  'line.earning': {
    en: 'It counts by {type} {id} of {source}, {at}.',
    de: 'Sie zählt durch {type} {id} von {source}, {at}.',
  },
  'line.earning.unknown': {
    en: 'It counts by an event of {at}; which one was not recorded with it.',
    de: 'Sie zählt durch ein Ereignis vom {at}; welches, ist bei ihr nicht festgehalten.',
  },
  'posting.title': { en: 'No. {seq}: {reason}, {amount}', de: 'Nr. {seq}: {reason}, {amount}' },
  'posting.event': {
    en: 'Caused by {type} {id} of {source}, {at}.',
    de: 'Ausgelöst durch {type} {id} von {source}, {at}.',
  },
  'posting.timer': { en: 'Caused by {timer}, {at}.', de: 'Ausgelöst durch {timer}, {at}.' },
  'posting.credits.same': { en: 'Credited as before.', de: 'Zugeordnet wie zuvor.' },
  'posting.dates': {
    en: 'Effective {effective}, in the books {posted}, clears {clears}.',
    de: 'Wirksam {effective}, gebucht {posted}, frei ab {clears}.',
  },
  'terms.entry': {
    en: 'Terms version {version}, entry {entry}: {kind} earns {rate}{conditions}.',
    de: 'Bedingungen Version {version}, Eintrag {entry}: {kind} verdient {rate}{conditions}.',
  },
  'terms.entry.unknown': {
    en: 'Terms version {version}, entry {entry}.',
    de: 'Bedingungen Version {version}, Eintrag {entry}.',
  },
  'base.amount': { en: 'Amount of the line: {amount}.', de: 'Betrag der Position: {amount}.' },
  'base.credit': {
    en: 'Amount of the line: {amount}, a credit within the invoice; its commission takes the sign.',
    de: 'Betrag der Position: {amount}, eine Gutschrift in der Rechnung; ihre Provision nimmt das Vorzeichen an.',
  },
  'base.days': {
    en: 'It earns until {end}: {before} of {days} days: {amount} × {before} ÷ {days} = {within}.',
    de: 'Sie verdient bis {end}: {before} von {days} Tagen: {amount} × {before} ÷ {days} = {within}.',
  },
  'base.ended': {
    en: 'It earned until {end} only: {within} of it.',
    de: 'Sie verdiente nur bis {end}: {within} davon.',
  },
  'base.not_first': {
    en: 'Only the first payment of its kind earns: {within} of it.',
    de: 'Nur die erste Zahlung dieser Art verdient: {within} davon.',
  },
  'part.sourced': {
    en: 'Shared with others, {weight} of {weights}: {within} × {weight} ÷ {weights}, to whole units by the largest remainder = {part}.',
    de: 'Mit anderen geteilt, {weight} von {weights}: {within} × {weight} ÷ {weights}, auf ganze Einheiten nach dem größten Rest = {part}.',
  },
  'part.influenced': {
    en: 'Shared equally by {weights} who helped: {within} × {weight} ÷ {weights}, to whole units by the largest remainder = {part}.',
    de: 'Von {weights}, die mitgewirkt haben, gleich geteilt: {within} × {weight} ÷ {weights}, auf ganze Einheiten nach dem größten Rest = {part}.',
  },
  'rate.entry': { en: 'Rate of the terms: {rate}.', de: 'Satz der Bedingungen: {rate}.' },
  'rate.negotiated': { en: 'Rate agreed with the partner: {rate}.', de: 'Mit dem Partner vereinbarter Satz: {rate}.' },
  'rate.promotion': {
    en: 'Promotional rate, the partner’s for good: {rate}.',
    de: 'Aktionssatz, für den Partner auf Dauer: {rate}.',
  },
  'rate.bonus': {
    en: 'Rate of a quarter with {wins} wins: {rate}.',
    de: 'Satz eines Quartals mit {wins} Abschlüssen: {rate}.',
  },
  'rate.wins': { en: 'The wins: {customers}.', de: 'Die Abschlüsse: {customers}.' },
  'rate.wins.unknown': {
    en: 'Which customers the wins were was not recorded.',
    de: 'Welche Kunden die Abschlüsse waren, ist nicht festgehalten.',
  },
  'rate.share': {
    en: 'Of it, who helped gets {share}: {own} × {share} = {rate}.',
    de: 'Wer mitgewirkt hat, bekommt davon {share}: {own} × {share} = {rate}.',
  },
  commission: { en: 'Commission: {base} × {rate} = {commission}.', de: 'Provision: {base} × {rate} = {commission}.' },
  'commission.churned': {
    en: 'The customer churned on {at} and did not come back: commission {commission}.',
    de: 'Der Kunde hat am {at} gekündigt und kam nicht zurück: Provision {commission}.',
  },
  'taken.named': {
    en: 'Refunds that name the line: {named} of it.',
    de: 'Erstattungen, die die Position nennen: {named} davon.',
  },
  'taken.spread': {
    en: 'Spread over the invoice: {sum} × {left} ÷ {leftOfAll}, to whole units by the largest remainder = {share}.',
    de: 'Auf die Rechnung verteilt: {sum} × {left} ÷ {leftOfAll}, auf ganze Einheiten nach dem größten Rest = {share}.',
  },
  'taken.by': { en: 'Told by: {by}.', de: 'Gemeldet mit: {by}.' },
  'taken.by.more': { en: 'Told by: {by} and {more} more.', de: 'Gemeldet mit: {by} und {more} weiteren.' },
  'taken.void': {
    en: 'The invoice was voided: {taken} of the line.',
    de: 'Die Rechnung wurde storniert: {taken} der Position.',
  },
  'taken.dispute': {
    en: 'A dispute over the invoice is lost: {taken} of the line.',
    de: 'Ein Streit über die Rechnung ist verloren: {taken} der Position.',
  },
  'taken.back': {
    en: 'So of the commission goes back: {commission} × {taken} ÷ {amount} = {back}.',
    de: 'Von der Provision geht also zurück: {commission} × {taken} ÷ {amount} = {back}.',
  },
  'taken.waiting': {
    en: 'Refunds that wait for the end of the quarter: {count}.',
    de: 'Erstattungen, die auf das Quartalsende warten: {count}.',
  },
  'clawback.all': {
    en: 'The customer churned on {at}, {days} days after its first payment (up to {window}): all goes back, {back}.',
    de: 'Der Kunde kündigte am {at}, {days} Tage nach seiner ersten Zahlung (bis {window}): alles geht zurück, {back}.',
  },
  'clawback.days': {
    en: 'The customer churned on {at}, {days} of {window} days after its first payment; {missing} are missing: {left} × {missing} ÷ {window} = {back} goes back.',
    de: 'Der Kunde kündigte am {at}, {days} von {window} Tagen nach seiner ersten Zahlung; {missing} fehlen: {left} × {missing} ÷ {window} = {back} geht zurück.',
  },
  'stands.all': { en: 'Stands: {stands}.', de: 'Es steht: {stands}.' },
  'stands.sum': { en: 'Stands: {sum} = {stands}.', de: 'Es steht: {sum} = {stands}.' },
  'stands.nothing': {
    en: 'Nothing is paid for it any more: {why}. Stands: {stands}.',
    de: 'Dafür wird nichts mehr bezahlt: {why}. Es steht: {stands}.',
  },
  difference: {
    en: 'Posted is the difference to what stood: {sum} = {amount}.',
    de: 'Gebucht wird der Unterschied zu dem, was stand: {sum} = {amount}.',
  },
  'figures.unknown': {
    en: 'A release before this one recorded it: base {base}, rate {rate}; what it was computed from is not known.',
    de: 'Eine Version vor dieser hat sie festgehalten: Bemessung {base}, Satz {rate}; woraus sie errechnet wurde, ist nicht bekannt.',
  },
  'total.title': { en: 'In sum', de: 'Zusammen' },
  'total.sum': { en: 'Stands: {sum} = {stands}.', de: 'Es steht: {sum} = {stands}.' },
} as const satisfies Readonly<Record<string, InEachLanguage>>;
