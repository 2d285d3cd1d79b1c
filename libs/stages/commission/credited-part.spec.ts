import fc from 'fast-check';
import { amountMinor } from '@ledger/kernel/money';
import {
  affiliate,
  brings,
  influenced,
  overridden,
  paid,
  partner,
  sourced,
  terminated,
} from '../../../test/rules/facts';
import { given } from '../../../test/rules/given';
import type { Credit } from '../attribution/attribution.decisions';
import { CreditedParts } from './credited-part';

const credit = (name: string, role: Credit['role'], weight: number | null): Credit => ({ partner: name, role, weight });

function partsOf(baseMinor: number, credits: readonly Credit[]) {
  const parts = new CreditedParts(credits);
  return credits.map((credit) => parts.partOf(amountMinor(baseMinor), credit));
}

describe('the part of a credit', () => {
  it('R-PART-01: sourced credits split the base by their weights, ties to the earlier credit', () => {
    const credits = [credit('a', 'sourced', 5), credit('b', 'sourced', 3), credit('c', 'sourced', 2)];
    expect(partsOf(999, credits)).toEqual([499n, 300n, 200n]);
    const equal = [credit('b', 'sourced', 1), credit('a', 'sourced', 1)];
    expect(partsOf(5, equal)).toEqual([3n, 2n]);
  });

  it('R-PART-02: influenced credits split the whole base once more, equally', () => {
    const credits = [
      credit('s', 'sourced', 7),
      credit('x', 'influenced', null),
      credit('y', 'influenced', null),
      credit('z', 'influenced', null),
    ];
    expect(partsOf(100, credits)).toEqual([100n, 34n, 33n, 33n]);
  });

  it('R-PART-01: parts of the same role always add up to the base', () => {
    const weights = fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(fc.integer(), weights, (base, list) => {
        const credits = list.map((weight, index) => credit(`p${index}`, 'sourced', weight));
        const parts = partsOf(base, credits);
        expect(parts.reduce((sum, part) => sum + part, 0n)).toBe(BigInt(base));
      }),
    );
  });

  it('R-PART-06: a negative base is split as its absolute value, and the parts take the sign', () => {
    const credits = [credit('a', 'sourced', 1), credit('b', 'sourced', 1), credit('c', 'sourced', 1)];
    expect(partsOf(-100, credits)).toEqual([-34n, -33n, -33n]);
    expect(partsOf(-7, [credit('a', 'sourced', 1)])).toEqual([-7n]);
  });

  it('R-PART-03: a credit that earns nothing keeps its part; nobody else gets it', async () => {
    const ledger = await given(
      'plixo',
      partner('p', '2026-01-01'),
      partner('q', '2026-01-01'),
      overridden('a', '2026-01-02', [sourced('p'), sourced('q')]),
      terminated('q', '2026-01-03'),
      paid('i', 'a', '2026-01-10', 1000),
    ).ledger();
    expect([ledger.stands('p'), ledger.stands('q')]).toEqual([50, 0]);
    expect(ledger.linesOf('p').map(({ base }) => base)).toEqual([500]);
  });

  it('R-PART-04: an override’s credits are in the order given, which decides ties', async () => {
    const ledger = await given(
      'plixo',
      partner('p', '2026-01-01'),
      partner('q', '2026-01-01'),
      overridden('a', '2026-01-02', [sourced('q'), sourced('p')]),
      paid('i', 'a', '2026-01-10', 1001),
    ).ledger();
    expect([...ledger.linesOf('p'), ...ledger.linesOf('q')].map(({ base }) => base)).toEqual([500, 501]);
  });

  it('R-PART-05: an influenced credit earns at the reduced rate of its partner, beside the sourced one', async () => {
    const ledger = await given(
      'three-tier',
      affiliate('p', '2026-01-01'),
      affiliate('q', '2026-01-01', 'integration'),
      brings('p', 'a', '2026-01-02'),
      overridden('a', '2026-01-03', [sourced('p'), influenced('q')]),
      paid('i', 'a', '2026-01-10', 10_000),
    ).ledger();
    expect(ledger.linesOf('p').map(({ rate, amount }) => [rate, amount])).toEqual([['0.1', 1000]]);
    expect(ledger.linesOf('q').map(({ rate, amount }) => [rate, amount])).toEqual([['0.08', 800]]);
  });
});
