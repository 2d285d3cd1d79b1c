import { negate, ZERO, type AmountMinor } from '@ledger/kernel/money';
import type { ProgramTerms } from '@ledger/program/program-terms';
import type { Credit } from '@ledger/stages/attribution/attribution.decisions';
import type { CommissionPosted } from '@ledger/stages/commission/commission.decisions';
import type { LineFigures } from '@ledger/stages/commission/line-figures';
import { sentence, type Sentence } from './catalogue/catalogue';
import { exactProduct } from './exact-product';
import { takenSentences, whatGoesBack } from './taken-back';
import { entrySentence } from './terms-entry';

export interface Computed {
  readonly program: ProgramTerms;
  readonly partner: string;
  readonly currency: string;
  /** null: recorded without. */
  readonly termsVersion: number | null;
  readonly figures: LineFigures;
  readonly posted: Pick<CommissionPosted, 'baseMinor' | 'rate'>;
  /** Those that the customer's revenue had. */
  readonly credits: readonly Credit[];
  /** The customers that were the wins of the quarter; null: not known. */
  readonly wins: readonly string[] | null;
}

/** How what stands for a line was computed, from the amount of the invoice line on, one step a sentence. */
export function computation(computed: Computed): Sentence[] {
  const { figures, currency } = computed;
  const { commissionMinor, standsMinor } = figures;
  const money = (minor: AmountMinor) => ({ minor, currency });
  const back = whatGoesBack(figures);
  const sum = [commissionMinor, ...back.map(negate)].map(money);
  return [
    entrySentence(computed),
    ...baseSentences(computed),
    ...rateSentences(computed),
    ...commissionSentences(computed),
    ...takenSentences(figures, currency),
    back.length === 0
      ? sentence('stands.all', { stands: money(standsMinor) })
      : sentence('stands.sum', { sum: { sum }, stands: money(standsMinor) }),
  ];
}

function baseSentences(computed: Computed): Sentence[] {
  const { figures, currency, posted } = computed;
  const { lineMinor, withinMinor = lineMinor, ends } = figures;
  const amount = { minor: lineMinor, currency };
  const within = { minor: withinMinor, currency };
  const said = [
    lineMinor < ZERO
      ? sentence('base.credit', { amount }, 'R-EARN-07')
      : sentence('base.amount', { amount }, 'R-EARN-04'),
  ];
  if (figures.withinMinor !== undefined) {
    if (ends === undefined) said.push(sentence('base.not_first', { within }, 'R-DUR-02'));
    else if (ends.days === undefined) said.push(sentence('base.ended', { end: { date: ends.on }, within }, 'R-DUR-05'));
    else {
      const { on, daysBefore = 0, days } = ends;
      const exact = { numerator: lineMinor * BigInt(daysBefore), denominator: BigInt(days) };
      const values = { end: { date: on }, before: { count: daysBefore }, days: { count: days }, amount };
      said.push(sentence('base.days', { ...values, within: { ...within, exact } }, 'R-DUR-06'));
    }
  }
  const shared = sharedBy(computed);
  if (shared === null) return said;
  const { role, weight, weights } = shared;
  const values = { within, weight: { count: weight }, weights: { count: weights } };
  const part = { minor: posted.baseMinor, currency };
  const [say, rule] =
    role === 'sourced' ? (['part.sourced', 'R-PART-01'] as const) : (['part.influenced', 'R-PART-02'] as const);
  return [...said, sentence(say, { ...values, part }, rule)];
}

/** The partner's weight among those who share with it; null: it has all. */
function sharedBy({ credits, partner }: Computed) {
  const own = credits.find((credit) => credit.partner === partner);
  if (own === undefined) return null;
  const sharing = credits.filter(({ role }) => role === own.role);
  if (sharing.length === 1) return null;
  const weights = sharing.reduce((sum, { weight }) => sum + (weight ?? 1), 0);
  return { role: own.role, weight: own.weight ?? 1, weights };
}

const RATE_RULES = { entry: 'R-EARN-05', negotiated: 'R-RATE-01', promotion: 'R-PROMO-01', bonus: 'R-WIN-01' } as const;

function rateSentences({ figures, wins, posted }: Computed): Sentence[] {
  const { ownRate, rateFrom, share } = figures;
  const count = { count: figures.wins ?? 0 };
  const values = { rate: { rate: ownRate }, ...(rateFrom === 'bonus' ? { wins: count } : {}) };
  const said = [sentence(`rate.${rateFrom}`, values, RATE_RULES[rateFrom])];
  if (rateFrom === 'bonus') {
    said.push(
      wins === null
        ? sentence('rate.wins.unknown')
        : sentence('rate.wins', { customers: { list: [...wins] } }, 'R-WIN-05'),
    );
  }
  if (share !== undefined) {
    const rate = { rate: posted.rate };
    said.push(sentence('rate.share', { share: { rate: share }, own: { rate: ownRate }, rate }, 'R-PART-05'));
  }
  return said;
}

function commissionSentences({ figures, currency, posted }: Computed): Sentence[] {
  const { commissionMinor, churnedAt } = figures;
  const commission = { minor: commissionMinor, currency };
  if (churnedAt !== undefined)
    return [sentence('commission.churned', { at: { at: churnedAt }, commission }, 'R-CHURN-01')];
  const { baseMinor: base, rate } = posted;
  const exact = exactProduct(base, rate);
  const values = { base: { minor: base, currency }, rate: { rate }, commission: { ...commission, exact } };
  return [sentence('commission', values, 'R-MON-02')];
}
