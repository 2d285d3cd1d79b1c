import { subtract, ZERO, type AmountMinor } from '@ledger/kernel/money';
import type { LineFigures } from '@ledger/stages/commission/line-figures';
import { sentence, type Sentence } from './catalogue/catalogue';
import type { Exact } from './value';

/** What goes back of a commission, by refunds and the like and by a clawback; what is nothing is left out. */
export function whatGoesBack(figures: LineFigures): AmountMinor[] {
  const { standsMinor, clawback, taken } = figures;
  return [
    ...(taken === undefined ? [] : [refundedOf(figures)]),
    ...(clawback === undefined ? [] : [subtract(clawback.leftMinor, standsMinor)]),
  ];
}

/** What goes back with refunds and the like: the commission without what is left. */
function refundedOf({ commissionMinor, standsMinor, clawback }: LineFigures): AmountMinor {
  return subtract(commissionMinor, clawback?.leftMinor ?? standsMinor);
}

/** What went back to the customer, and what of the commission with it. */
export function takenSentences(figures: LineFigures, currency: string): Sentence[] {
  const { refundsWaiting } = figures;
  const waiting =
    refundsWaiting === undefined ? [] : [sentence('taken.waiting', { count: { count: refundsWaiting } }, 'R-TRUE-01')];
  return [...refundSentences(figures, currency), ...waiting, ...clawbackSentences(figures, currency)];
}

function refundSentences(figures: LineFigures, currency: string): Sentence[] {
  const { taken, commissionMinor, lineMinor } = figures;
  if (taken === undefined) return [];
  const money = (minor: AmountMinor) => ({ minor, currency });
  const { takenMinor, whole, namedMinor = ZERO, spread, by, more } = taken;
  const said: Sentence[] = [];
  const all = { taken: money(takenMinor) };
  if (whole === 'void') said.push(sentence('taken.void', all, 'R-EARN-06'));
  if (whole === 'dispute') said.push(sentence('taken.dispute', all, 'R-DIS-01'));
  if (namedMinor !== ZERO) said.push(sentence('taken.named', { named: money(namedMinor) }, 'R-REF-01'));
  if (spread !== undefined) {
    const { sumMinor, leftMinor, leftOfAllMinor } = spread;
    const values = { sum: money(sumMinor), left: money(leftMinor), leftOfAll: money(leftOfAllMinor) };
    said.push(sentence('taken.spread', { ...values, share: money(subtract(takenMinor, namedMinor)) }, 'R-REF-08'));
  }
  if (by !== undefined) {
    said.push(
      more === undefined
        ? sentence('taken.by', { by: { list: by } })
        : sentence('taken.by.more', { by: { list: by }, more: { count: more } }),
    );
  }
  const back = refundedOf(figures);
  const exact = magnitudes(commissionMinor * takenMinor, lineMinor);
  const values = { commission: money(commissionMinor), ...all, amount: money(lineMinor) };
  return [...said, sentence('taken.back', { ...values, back: { ...money(back), exact } }, 'R-REF-05')];
}

/** A quotient with a denominator above nothing. */
function magnitudes(numerator: bigint, denominator: bigint): Exact {
  return denominator < 0n ? { numerator: -numerator, denominator: -denominator } : { numerator, denominator };
}

function clawbackSentences(figures: LineFigures, currency: string): Sentence[] {
  const { clawback, standsMinor } = figures;
  if (clawback === undefined) return [];
  const { days, windowDays, returns, churnedAt, leftMinor: left } = clawback;
  const back = { minor: subtract(left, standsMinor), currency };
  const values = { at: { at: churnedAt }, days: { count: days }, window: { count: windowDays } };
  if (returns === 'all') return [sentence('clawback.all', { ...values, back }, 'R-CLAW-01')];
  const missing = windowDays - days;
  const exact = { numerator: left * BigInt(missing), denominator: BigInt(windowDays) };
  const counted = { missing: { count: missing }, left: { minor: left, currency } };
  return [sentence('clawback.days', { ...values, ...counted, back: { ...back, exact } }, 'R-CLAW-02')];
}
