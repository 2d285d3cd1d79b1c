/**
 * An account's arithmetic done again from what it prints, by nothing of the ledger's own: exact fractions of minor units,
 * rounded half away from zero. Whoever reads an account could do the same with a pocket calculator.
 */

/** A sentence as `--format json` prints it. */
export interface Printed {
  readonly say: string;
  readonly values: Readonly<Record<string, unknown>>;
  readonly text: string;
}

interface PrintedSection {
  readonly title: Printed | null;
  readonly sentences: readonly Printed[];
}

export interface PrintedAccount {
  readonly sections: readonly PrintedSection[];
}

export interface Posting {
  readonly seq: number;
  readonly amount: bigint;
  readonly base: bigint | null;
  readonly rate: string | null;
}

interface Amount {
  readonly amountMinor: string;
  readonly currency: string;
}

const amountOf = (said: Printed, place: string): bigint => BigInt((said.values[place] as Amount).amountMinor);
const currencyOf = (said: Printed, place: string): string => (said.values[place] as Amount).currency;
const countOf = (said: Printed, place: string): bigint => BigInt(said.values[place] as number);
const sumOf = (said: Printed): bigint =>
  (said.values['sum'] as readonly Amount[]).reduce((sum, { amountMinor }) => sum + BigInt(amountMinor), 0n);

/** Half away from zero. */
function rounded(numerator: bigint, denominator: bigint): bigint {
  if (denominator < 0n) return rounded(-numerator, -denominator);
  const sign = numerator < 0n ? -1n : 1n;
  return sign * ((2n * sign * numerator + denominator) / (2n * denominator));
}

function fractionOf(rate: string): readonly [bigint, bigint] {
  const [whole = '0', decimals = ''] = rate.split('.');
  return [BigInt(whole + decimals), 10n ** BigInt(decimals.length)];
}

function sameRate(left: readonly [bigint, bigint], right: readonly [bigint, bigint]): boolean {
  return left[0] * right[1] === right[0] * left[1];
}

/** Throws where a printed figure is not what the figures before it come to. */
function expectSame(what: string, printed: unknown, computed: unknown): void {
  if (printed !== computed) throw new Error(`${what}: printed ${String(printed)}, computed ${String(computed)}`);
}

/** A part of a whole by the largest remainder is the exact one, or a whole unit away from it at most. */
function expectShare(what: string, part: bigint, whole: bigint, weight: bigint, weights: bigint): void {
  const off = part * weights - whole * weight;
  if ((off < 0n ? -off : off) >= (weights < 0n ? -weights : weights)) {
    throw new Error(`${what}: ${part} is not ${whole} × ${weight} ÷ ${weights} to a whole unit`);
  }
}

/** Every posting of the account of a line, each figure done again from those before it; then what stands in sum. */
export function recomputeLine(account: PrintedAccount): Posting[] {
  // Of a partner's own lines, there may be some in several currencies.
  const stood = new Map<string, bigint>();
  const postings: Posting[] = [];
  for (const { title, sentences } of account.sections) {
    if (title?.say === 'posting.title') {
      const currency = currencyOf(title, 'amount');
      const posting = recomputePosting(title, sentences, stood.get(currency) ?? 0n);
      stood.set(currency, (stood.get(currency) ?? 0n) + posting.amount);
      postings.push(posting);
    }
    for (const said of sentences.filter(({ say }) => say === 'total.sum')) {
      const total = stood.get(currencyOf(said, 'stands'));
      expectSame('total', amountOf(said, 'stands'), total);
      expectSame('sum', sumOf(said), total);
    }
  }
  return postings;
}

function recomputePosting(title: Printed, sentences: readonly Printed[], stood: bigint): Posting {
  const amount = amountOf(title, 'amount');
  const seq = Number(countOf(title, 'seq'));
  const own = sentences.find(({ say }) => say.startsWith('own.') && say !== 'own.why');
  if (own !== undefined) {
    expectSame('own line', amountOf(own, 'amount'), amount);
    return { seq, amount, base: null, rate: null };
  }
  const computed = recomputeComputation(sentences);
  expectSame('posted', amount, computed.stands - stood);
  const difference = sentences.find(({ say }) => say === 'difference');
  if (difference !== undefined) {
    expectSame('difference', amountOf(difference, 'amount'), amount);
    expectSame('terms of the difference', sumOf(difference), amount);
  } else expectSame('first posting', stood, 0n);
  return { seq, amount, base: computed.base, rate: computed.rate };
}

/** From the amount of the invoice line to what stands. */
export function recomputeComputation(sentences: readonly Printed[]): {
  readonly stands: bigint;
  readonly base: bigint | null;
  readonly rate: string | null;
} {
  const find = (...keys: string[]) => sentences.find(({ say }) => keys.includes(say));
  const nothing = find('stands.nothing');
  if (nothing !== undefined) return { stands: amountOf(nothing, 'stands'), base: null, rate: null };
  const base = recomputeBase(find);
  const rate = recomputeRate(find);
  const commission = recomputeCommission(find, base, rate);
  const back = recomputeTaken(find, commission);
  const clawed = recomputeClawback(find, commission - back);
  const stands = commission - back - clawed;
  const said = find('stands.all', 'stands.sum');
  if (said === undefined) throw new Error('it does not say what stands');
  expectSame('stands', amountOf(said, 'stands'), stands);
  if (said.say === 'stands.sum') expectSame('sum of what stands', sumOf(said), stands);
  return { stands, base, rate };
}

type Find = (...keys: string[]) => Printed | undefined;

function recomputeBase(find: Find): bigint {
  const line = find('base.amount', 'base.credit');
  if (line === undefined) throw new Error('it has no amount');
  let base = amountOf(line, 'amount');
  const days = find('base.days');
  if (days !== undefined) {
    base = rounded(base * countOf(days, 'before'), countOf(days, 'days'));
    expectSame('days', amountOf(days, 'within'), base);
  }
  const none = find('base.ended', 'base.not_first');
  if (none !== undefined) {
    expectSame('ended', amountOf(none, 'within'), 0n);
    base = 0n;
  }
  const part = find('part.sourced', 'part.influenced');
  if (part === undefined) return base;
  expectSame('shared', amountOf(part, 'within'), base);
  expectShare('part', amountOf(part, 'part'), base, countOf(part, 'weight'), countOf(part, 'weights'));
  return amountOf(part, 'part');
}

function recomputeRate(find: Find): string {
  const own = find('rate.entry', 'rate.negotiated', 'rate.promotion', 'rate.bonus');
  if (own === undefined) throw new Error('it has no rate');
  const share = find('rate.share');
  if (own.say === 'rate.bonus') {
    const wins = find('rate.wins')?.values['customers'] as readonly string[];
    expectSame('wins', wins.length, own.values['wins']);
  }
  if (share === undefined) return own.values['rate'] as string;
  const [digits, scale] = fractionOf(own.values['rate'] as string);
  const [by, of] = fractionOf(share.values['share'] as string);
  expectSame('share', sameRate(fractionOf(share.values['rate'] as string), [digits * by, scale * of]), true);
  return share.values['rate'] as string;
}

function recomputeCommission(find: Find, base: bigint, rate: string): bigint {
  const churned = find('commission.churned');
  if (churned !== undefined) {
    expectSame('after the churn', amountOf(churned, 'commission'), 0n);
    return 0n;
  }
  const said = find('commission');
  if (said === undefined) throw new Error('it has no commission');
  const [digits, scale] = fractionOf(rate);
  expectSame('base', amountOf(said, 'base'), base);
  expectSame('rate', said.values['rate'], rate);
  expectSame('commission', amountOf(said, 'commission'), rounded(base * digits, scale));
  return amountOf(said, 'commission');
}

function recomputeTaken(find: Find, commission: bigint): bigint {
  const said = find('taken.back');
  if (said === undefined) return 0n;
  const taken = amountOf(said, 'taken');
  const whole = find('taken.void', 'taken.dispute');
  if (whole !== undefined) expectSame('all of it', taken, amountOf(said, 'amount'));
  else {
    const named = find('taken.named');
    const spread = find('taken.spread');
    let sum = named === undefined ? 0n : amountOf(named, 'named');
    if (spread !== undefined) {
      const [share, all] = [amountOf(spread, 'share'), amountOf(spread, 'sum')];
      expectShare('spread', share, all, amountOf(spread, 'left'), amountOf(spread, 'leftOfAll'));
      sum += share;
    }
    expectSame('taken', taken, sum);
  }
  expectSame('of the commission', amountOf(said, 'commission'), commission);
  const back = rounded(commission * taken, amountOf(said, 'amount'));
  expectSame('goes back', amountOf(said, 'back'), back);
  return back;
}

function recomputeClawback(find: Find, left: bigint): bigint {
  const all = find('clawback.all');
  if (all !== undefined) {
    expectSame('clawback', amountOf(all, 'back'), left);
    return left;
  }
  const days = find('clawback.days');
  if (days === undefined) return 0n;
  expectSame('missing', countOf(days, 'missing'), countOf(days, 'window') - countOf(days, 'days'));
  expectSame('left', amountOf(days, 'left'), left);
  const back = rounded(left * countOf(days, 'missing'), countOf(days, 'window'));
  expectSame('clawback', amountOf(days, 'back'), back);
  return back;
}

/** Gross, fee, withholding and net of a payout's account, each done again; answers the net. */
export function recomputePayout(account: PrintedAccount): bigint {
  const sentences = account.sections.flatMap((section) => section.sentences);
  const find: Find = (...keys) => sentences.find(({ say }) => keys.includes(say));
  const [said, fee, withheld, net] = ['payout.gross', 'payout.fee', 'payout.withheld', 'payout.net'].map((key) =>
    find(key),
  );
  if (said === undefined || net === undefined) throw new Error('it has no sums');
  if (fee === undefined && find('payout.fee.nothing') === undefined) throw new Error('it says nothing of a fee');
  const gross = amountOf(said, 'gross');
  const lines = find('payout.lines.sum');
  const paid = sentences.filter(({ say }) => say === 'payout.line' || say === 'payout.line.own');
  expectSame('lines', BigInt(paid.length), countOf(said, 'count'));
  const worth = paid.reduce((sum, line) => sum + amountOf(line, 'amount'), 0n);
  expectSame('gross', gross, worth);
  if (lines !== undefined) expectSame('sum of the lines', sumOf(lines), worth);
  let paidFee = 0n;
  if (fee !== undefined) {
    const [digits, scale] = fractionOf(fee.values['rate'] as string);
    paidFee = rounded(gross * digits, scale) + amountOf(fee, 'fixed');
    expectSame('fee', amountOf(fee, 'fee'), paidFee);
  }
  let kept = 0n;
  if (withheld !== undefined) {
    const [part, of] = fractionOf(withheld.values['rate'] as string);
    kept = rounded(gross * part, of);
    expectSame('withheld', amountOf(withheld, 'withheld'), kept);
  }
  expectSame('net', amountOf(net, 'net'), gross - paidFee - kept);
  expectSame('sum of the net', sumOf(net), amountOf(net, 'net'));
  return amountOf(net, 'net');
}
