import { ZERO, subtract } from '@ledger/kernel/money';
import type { Credit } from '@ledger/stages/attribution/attribution.decisions';
import type { CommissionPosted } from '@ledger/stages/commission/commission.decisions';
import type { Section } from './account';
import { sentence, type Sentence } from './catalogue/catalogue';
import type { Word } from './catalogue/words';
import { computation } from './computation';
import { attributionAt, creditSentences, creditsFor } from './credits';
import type { DecidedOn, InvoiceDossier, ToldFact } from './dossier';
import { NOTHING_RULES } from './nothing-rules';
import { winsBehind } from './wins';

/** One posted line (`before`: the one that was said before it): what caused it, who was credited, how it was computed, and the difference that it is. */
export function explainPosting(
  dossier: InvoiceDossier,
  posting: DecidedOn<CommissionPosted>,
  before: DecidedOn<CommissionPosted> | undefined,
): Section {
  const { decision: posted, fact } = posting;
  const { amountMinor, currency, lineSeq, reason } = posted;
  const amount = { minor: amountMinor, currency };
  return {
    title: sentence('posting.title', { seq: { count: lineSeq }, reason: { word: `reason.${reason}` }, amount }),
    sentences: [
      causeSentence(posted, fact),
      ...creditedWith(dossier, posting, before),
      ...computedSentences(dossier, posting),
      datesSentence(posted),
    ],
  };
}

/** Who was credited; where that is as it was at the posting before, it is not said again. */
function creditedWith(
  { customer }: InvoiceDossier,
  { decision, fact }: DecidedOn<CommissionPosted>,
  before: DecidedOn<CommissionPosted> | undefined,
): Sentence[] {
  const same = before !== undefined && attributionAt(customer, fact.seq) === attributionAt(customer, before.fact.seq);
  return same ? [sentence('posting.credits.same')] : creditSentences(customer, decision.earnedAt, fact.seq);
}

const REASON_RULES: Readonly<Record<CommissionPosted['reason'], string>> = {
  accrual: 'R-REASON-01',
  reattribution: 'R-REASON-03',
  bonus: 'R-REASON-04',
  rate_change: 'R-REASON-04',
  refund: 'R-REASON-05',
  dispute: 'R-REASON-05',
  void: 'R-REASON-05',
  clawback: 'R-REASON-05',
  correction: 'R-REASON-05',
  true_up: 'R-REASON-06',
};

function causeSentence({ cause, reason, decidedAt }: CommissionPosted, fact: ToldFact): Sentence {
  const rule = REASON_RULES[reason];
  if (cause === fact.id) return sentence('posting.event', eventValues(fact), rule);
  const timer = cause === 'quarter-end' ? ({ word: 'timer.quarter-end' } as const) : cause;
  return sentence('posting.timer', { timer, at: { at: decidedAt } }, rule);
}

/** What names an event in a sentence. */
export function eventValues({ type, id, source, time }: ToldFact) {
  return { type, id, source, at: { at: time } };
}

function datesSentence({ effectiveAt, postedAt, clearsAt }: CommissionPosted): Sentence {
  const values = { effective: { at: effectiveAt }, posted: { at: postedAt }, clears: { at: clearsAt } };
  return sentence('posting.dates', values, 'R-PER-04');
}

/** How a posted line was computed, and what it adds to what stood before it. */
export function computedSentences(dossier: InvoiceDossier, { decision: posted, fact }: DecidedOn<CommissionPosted>) {
  const { figures, currency, partner, termsVersion } = posted;
  const money = (minor: typeof ZERO) => ({ minor, currency });
  if (figures === null) {
    const known = { base: money(posted.baseMinor), rate: { rate: posted.rate } };
    return [sentence('figures.unknown', known)];
  }
  const standsMinor = 'nothing' in figures ? ZERO : figures.standsMinor;
  const before = subtract(standsMinor, posted.amountMinor);
  const difference =
    before === ZERO && posted.lineSeq === 1
      ? []
      : [
          sentence(
            'difference',
            { sum: { sum: [money(standsMinor), money(subtract(ZERO, before))] }, amount: money(posted.amountMinor) },
            'R-ENG-01',
          ),
        ];
  if ('nothing' in figures) {
    const { nothing } = figures;
    const word: Word = nothing === 'no_credit' ? 'nothing.no_credit.partner' : `nothing.${nothing}`;
    const why = { word };
    return [sentence('stands.nothing', { why, stands: money(ZERO) }, NOTHING_RULES[nothing]), ...difference];
  }
  const credits: readonly Credit[] = creditsFor(dossier.customer, posted.earnedAt, fact.seq);
  const wins = winsBehind(dossier, posted, fact.seq);
  const { program } = dossier;
  return [...computation({ program, partner, currency, termsVersion, figures, posted, credits, wins }), ...difference];
}
