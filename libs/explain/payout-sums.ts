import { negate, ZERO, type AmountMinor } from '@ledger/kernel/money';
import type { PayoutMade, PayoutProposed } from '@ledger/stages/payout/payout.decisions';
import { sentence, type Sentence } from './catalogue/catalogue';
import { exactProduct } from './exact-product';

/** Gross, fee, what is withheld, and net, by the terms that were recorded with them. */
export function payoutSums(told: PayoutMade | PayoutProposed): Sentence[] {
  const { currency, grossMinor, feeMinor, withheldMinor, netMinor, lineCount, figures } = told;
  const money = (minor: AmountMinor) => ({ minor, currency });
  const gross = money(grossMinor);
  const keptBack = [feeMinor, withheldMinor].filter((minor) => minor !== ZERO);
  const net = [grossMinor, ...keptBack.map(negate)];
  const version = figures?.termsVersion ?? null;
  return [
    ...(version === null ? [] : [sentence('payout.terms', { version: { count: version } }, 'R-VER-18')]),
    sentence('payout.gross', { count: { count: lineCount }, gross }, 'R-RUN-03'),
    feeSentence(told, money),
    withheldSentence(told, money),
    sentence('payout.net', { sum: { sum: net.map(money) }, net: money(netMinor) }),
  ];
}

type Money = (minor: AmountMinor) => { readonly minor: AmountMinor; readonly currency: string };

function feeSentence({ figures, grossMinor, feeMinor }: PayoutMade | PayoutProposed, money: Money): Sentence {
  if (figures === null) return sentence('payout.fee.unknown', { fee: money(feeMinor) });
  const { feeRate, feeFixedMinor } = figures;
  if (feeRate === '0' && feeFixedMinor === ZERO) return sentence('payout.fee.nothing', {}, 'R-PAY-09');
  const { numerator, denominator } = exactProduct(grossMinor, feeRate);
  const exact = { numerator: numerator + feeFixedMinor * denominator, denominator };
  const values = { gross: money(grossMinor), rate: { rate: feeRate }, fixed: money(feeFixedMinor) };
  return sentence('payout.fee', { ...values, fee: { ...money(feeMinor), exact } }, 'R-PAY-09');
}

function withheldSentence({ figures, grossMinor, withheldMinor }: PayoutMade | PayoutProposed, money: Money): Sentence {
  if (figures === null) return sentence('payout.withheld.unknown', { withheld: money(withheldMinor) });
  const { withholding } = figures;
  if (withholding === null) return sentence('payout.withheld.nothing');
  const { rate, because } = withholding;
  const exact = exactProduct(grossMinor, rate);
  const values = { why: { word: because }, gross: money(grossMinor), rate: { rate } };
  const rule = because === 'own_rate' ? 'R-WITH-01' : 'R-WITH-02';
  return sentence('payout.withheld', { ...values, withheld: { ...money(withheldMinor), exact } }, rule);
}
