import { parseInstant } from '@ledger/kernel/instant';
import type { Credit, CreditSpan } from '@ledger/stages/attribution/attribution.decisions';
import { creditSpans } from '@ledger/stages/attribution/credit-spans';
import { handedOver } from './handed-over';

const at = (day: string) => parseInstant(`${day}T00:00:00Z`)!;
const FROM = at('2026-04-01');
const sourced = (partner: string, weight = 1): Credit => ({ partner, role: 'sourced', weight });
const influenced = (partner: string): Credit => ({ partner, role: 'influenced', weight: null });
const span = (credits: readonly Credit[], day: string | null = null): CreditSpan => ({
  credits,
  fromAt: day === null ? null : at(day),
  override: null,
});
const toB = (...spans: CreditSpan[]) => handedOver(spans, { of: 'a', to: 'b', from: FROM });

describe('a customer that is handed over', () => {
  it('is credited to the other partner as it was to the one, and to all others as before', () => {
    expect(toB(span([sourced('a', 3), sourced('c'), influenced('d')]))).toEqual([
      { from: FROM, credits: [sourced('b', 3), sourced('c'), influenced('d')] },
    ]);
    expect(toB(span([sourced('c'), influenced('a')]))).toEqual([
      { from: FROM, credits: [sourced('c'), influenced('b')] },
    ]);
  });

  it.each([
    ['sourced both', [sourced('b', 2), sourced('a', 3)], [sourced('b', 5)]],
    ['which only helped', [sourced('a', 3), influenced('b')], [sourced('b', 3)]],
    ['which brought what the one helped with', [sourced('b', 2), influenced('a')], [sourced('b', 2)]],
  ])('has one credit of the other, %s', (_how, credits, expected) => {
    expect(toB(span(credits))[0]?.credits).toEqual(expected);
  });

  it('is not where the one has no credit from then on', () => {
    expect(toB(span([sourced('c')]))).toEqual([]);
    expect(toB(span([sourced('a')]), span([sourced('c')], '2026-03-01'))).toEqual([]);
  });

  it('keeps what was decided for a later time: the spans come out as they were, with the other in place of the one', () => {
    const spans = [span([sourced('a')]), span([sourced('c')], '2026-06-01'), span([sourced('a')], '2026-09-01')];
    const overrides = toB(...spans).map(({ from, credits }, index) => ({
      credits,
      from,
      at: FROM,
      id: String(index),
      source: 's',
    }));
    const after = creditSpans(spans[0]!.credits, overrides);
    expect(after.map(({ fromAt, credits }) => ({ fromAt, credits }))).toEqual([
      { fromAt: null, credits: [sourced('a')] },
      { fromAt: FROM, credits: [sourced('b')] },
      { fromAt: at('2026-06-01'), credits: [sourced('c')] },
      { fromAt: at('2026-09-01'), credits: [sourced('b')] },
    ]);
  });
});
