import type { InEachLanguage } from '../language';

/** What an entry of the terms is limited to, after its rate. */
export const CONDITION_PHRASES = {
  'condition.tier': { en: 'in tier {tier}', de: 'in Stufe {tier}' },
  'condition.type': { en: 'for type {type}', de: 'für Typ {type}' },
  'condition.lifetime': { en: 'for as long as the customer pays', de: 'solange der Kunde zahlt' },
  'condition.first-payment': { en: 'of the first payment', de: 'von der ersten Zahlung' },
  'condition.months': { en: 'for {months} months', de: 'für {months} Monate' },
} as const satisfies Readonly<Record<string, InEachLanguage>>;
