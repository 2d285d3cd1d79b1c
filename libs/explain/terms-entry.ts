import { formatRate } from '@ledger/kernel/rate';
import type { Duration, Earning, Interval, LineKind } from '@ledger/program/terms';
import { sentence, type Sentence } from './catalogue/catalogue';
import type { Computed } from './computation';
import type { Value } from './value';

/** The entry of the terms that pays for a line, as the version that it was computed by has it. */
export function entrySentence({ program, termsVersion, figures }: Computed): Sentence {
  const version = { count: termsVersion ?? 1 };
  const entry = { count: figures.entry };
  const terms = program.versions.find((each) => each.version === termsVersion);
  const earning = terms?.earnings[figures.entry - 1];
  if (earning === undefined) return sentence('terms.entry.unknown', { version, entry }, 'R-EARN-05');
  const kind = kindOf(earning.kind, earning.interval);
  const values = { version, entry, kind, rate: { rate: formatRate(earning.rate) }, conditions: conditionsOf(earning) };
  return sentence('terms.entry', values, 'R-EARN-05');
}

/** A kind of line, with how often it is billed where that is told. */
export function kindOf(kind: LineKind, interval: Interval | null): Value {
  const word: Value = { word: `kind.${kind}` };
  return interval === null ? word : { list: [word, { word: `interval.${interval}` }] };
}

function conditionsOf({ tier, partnerType, duration }: Earning): Sentence[] {
  return [
    ...(tier === null ? [] : [sentence('condition.tier', { tier })]),
    ...(partnerType === null ? [] : [sentence('condition.type', { type: partnerType })]),
    durationPhrase(duration),
  ];
}

/** How long an entry of the terms pays. */
export function durationPhrase(duration: Duration): Sentence {
  if (duration.type === 'months') return sentence('condition.months', { months: { count: duration.months } });
  return sentence(`condition.${duration.type}`);
}
