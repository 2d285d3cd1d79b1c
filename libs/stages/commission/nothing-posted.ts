import type { NothingPosted, UnpaidLine } from './commission.decisions';
import { isPaid, type Demand, type Unpaid } from './demand';
import type { RevenueEvent } from './invoice-account';
import type { LineFigures, NothingReason } from './line-figures';
import type { Share } from './shares-of-invoice';

/**
 * For the lines of an invoice that nothing is posted for, why: once for each line and partner, and again where it is for
 * another reason. Where nobody is credited, once for the line.
 */
export function* nothingPosted(
  revenue: RevenueEvent,
  shares: readonly Share[],
  customer: string,
): Generator<NothingPosted> {
  const { invoice, currency } = revenue.account;
  const about = { invoice, customer, currency, earnedAt: revenue.at } as const;
  const credited = shares.filter(({ demands }) => demands !== null);
  if (shares.length === 0) {
    const lines = unpaidLines(revenue, '', () => ({ reason: 'no_credit' }));
    if (lines.length > 0) yield { type: 'NothingPosted', ...about, partner: null, termsVersion: null, lines };
  }
  for (const { partner, demands, terms } of credited) {
    const lines = unpaidLines(revenue, partner, (index) => whyNothing(demands?.[index]));
    if (lines.length > 0) yield { type: 'NothingPosted', ...about, partner, termsVersion: terms.version, lines };
  }
}

type Why = Omit<UnpaidLine, 'line'>;

/** The lines without a posted one whose reason is not recorded yet. */
function unpaidLines(
  { account }: RevenueEvent,
  partner: string,
  why: (index: number) => Why | null,
): readonly UnpaidLine[] {
  const { lines, posted, unpaid } = account;
  return lines.flatMap(({ line }, index) => {
    if (posted?.find(line, partner) !== undefined) return [];
    const found = why(index);
    return found === null || unpaid?.find(line, partner)?.reason === found.reason ? [] : [{ line, ...found }];
  });
}

/** Why a demand posts nothing; null: it posts something. */
function whyNothing(demand: Demand | Unpaid | undefined): Why | null {
  if (demand === undefined) return null;
  if (!isPaid(demand)) return { reason: demand.nothing };
  if (demand.standsMinor !== 0n) return null;
  const figures = demand.figures();
  return { reason: reasonOf(figures), baseMinor: demand.baseMinor, rate: demand.rate, figures };
}

function reasonOf({ withinMinor, ends, churnedAt, commissionMinor, taken, clawback }: LineFigures): NothingReason {
  if (withinMinor === 0n) return ends === undefined ? 'not_first_payment' : 'end';
  if (churnedAt !== undefined) return 'churn';
  if (commissionMinor === 0n) return 'rounds_to_nothing';
  if (clawback?.returns === 'all') return 'clawback';
  return taken === undefined ? 'clawback' : 'taken_back';
}
