import type { OwnLinePosted } from '@ledger/stages/payout/payout.decisions';
import type { Account, Section } from './account';
import { sentence, type Sentence } from './catalogue/catalogue';
import { textOr } from './credits';
import type { DecidedOn, OwnLineDossier, ToldFact } from './dossier';
import { eventValues } from './explain-posting';
import { totalSentence } from './total-sentence';

/** How a line of a partner's own came about: an adjustment, a write-off, a forfeit; null: nothing is posted for it. */
export function explainOwnLine({ postings, program }: OwnLineDossier): Account | null {
  const [first] = postings;
  if (first === undefined) return null;
  const { partner, line } = first.decision;
  return {
    of: 'line',
    program: program.name,
    title: sentence('own.about', { partner, line }),
    sections: [...postings.map(explainPosting), ...totals(postings)],
  };
}

const RULES = { adjustment: 'R-OWN-01', write_off: 'R-OWN-03', forfeit: 'R-OWN-04' } as const;

function explainPosting({ decision, fact }: DecidedOn<OwnLinePosted>): Section {
  const { amountMinor, currency, lineSeq, reason, effectiveAt, postedAt, clearsAt } = decision;
  const amount = { minor: amountMinor, currency };
  const dates = { effective: { at: effectiveAt }, posted: { at: postedAt }, clears: { at: clearsAt } };
  return {
    title: sentence('posting.title', { seq: { count: lineSeq }, reason: { word: `reason.${reason}` }, amount }),
    sentences: [
      sentence('posting.event', eventValues(fact), RULES[reason]),
      ...whyOf(fact),
      fact.type === 'payout.returned'
        ? sentence('own.fee', { payout: String(fact.data['payout']), amount }, 'R-FEE-01')
        : sentence(`own.${reason}`, { amount }, RULES[reason]),
      sentence('posting.dates', dates, 'R-PER-04'),
    ],
  };
}

function whyOf({ data: { by, reason } }: ToldFact): Sentence[] {
  return by === undefined ? [] : [sentence('own.why', { by: textOr(by), why: textOr(reason) })];
}

/** What stands in each currency. */
function totals(postings: readonly DecidedOn<OwnLinePosted>[]): Section[] {
  const currencies = [...new Set(postings.map(({ decision }) => decision.currency))];
  const sums = currencies.map((currency) => {
    const own = postings.map(({ decision }) => decision).filter((each) => each.currency === currency);
    const amounts = own.map(({ amountMinor }) => amountMinor);
    return totalSentence(amounts, currency);
  });
  return [{ title: sentence('total.title'), sentences: sums }];
}
