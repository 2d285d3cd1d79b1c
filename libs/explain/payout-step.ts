import type { PayoutDecision, PayoutMade, PayoutSettled } from '@ledger/stages/payout/payout.decisions';
import { sentence, type Sentence } from './catalogue/catalogue';
import { textOr } from './credits';
import { mendOf } from './mend-of-code';
import type { DecidedOn, ToldFact } from './dossier';

/** What a decision about a payout did to it; nothing for what is told elsewhere. */
export function payoutStep({ decision, fact }: DecidedOn<PayoutDecision>): Sentence[] {
  const { by, reason, code } = fact.data;
  switch (decision.type) {
    case 'PayoutProposed':
      return [sentence('payout.proposed', { at: { at: decision.proposedAt } }, 'R-PROP-01')];
    case 'PayoutProposalReplaced':
      return [sentence('payout.replaced', { at: { at: decision.replacedAt } }, 'R-PROP-04')];
    case 'PayoutDeclined': {
      const values = { at: { at: decision.declinedAt }, by: textOr(by) };
      return [sentence('payout.declined', { ...values, why: reasonOr(reason) }, 'R-PROP-05')];
    }
    case 'PayoutMade':
      return madeSentences(decision, fact);
    case 'PayoutSettled':
      return [settledSentence(decision)];
    case 'PayoutFailed':
      return [
        sentence('payout.failed', { at: { at: decision.failedAt }, code: String(code) }, 'R-ANS-07'),
        toMend(code),
      ];
    case 'PayoutReturned':
      return [
        sentence('payout.returned', { at: { at: decision.returnedAt }, code: String(code) }, 'R-ANS-08'),
        toMend(code),
      ];
    default:
      return [];
  }
}

function toMend(code: unknown): Sentence {
  return sentence('payout.mend', { mend: { word: `mend.${mendOf(String(code))}` } }, 'R-ANS-06');
}

function madeSentences({ madeAt, paidAtOnce, rail }: PayoutMade, { type, data }: ToldFact): Sentence[] {
  const at = { at: madeAt };
  if (rail === 'external') {
    const values = { at, by: textOr(data['by']), why: textOr(data['evidence']) };
    return [sentence('payout.made.elsewhere', values, 'R-ELSE-01')];
  }
  const made =
    type === 'payout.approved'
      ? sentence('payout.made.approved', { at, by: textOr(data['by']) }, 'R-PROP-03')
      : sentence('payout.made', { at }, 'R-RUN-01');
  return paidAtOnce ? [made, sentence('payout.paid_at_once', { at }, 'R-RAIL-01')] : [made];
}

function settledSentence({ settledAt, reference, feeVarianceMinor, currency }: PayoutSettled): Sentence {
  const variance = { minor: feeVarianceMinor, currency };
  const values = { at: { at: settledAt }, reference: reference ?? ({ word: 'none' } as const), variance };
  return sentence('payout.settled', values, 'R-ANS-05');
}

/** Who declines a payout need not say why. */
function reasonOr(reason: unknown) {
  return reason === undefined ? ({ word: 'none' } as const) : textOr(reason);
}
