import { parseInstant, plusDays } from '@ledger/kernel/instant';
import { loadTerms, presetPaths } from '@ledger/program/load-terms-file';
import type { Introduction } from '@ledger/stages/attribution/attribution.decisions';
import { rivalryOf, type ClaimedCustomer } from './rivalry';

const programs = loadTerms(presetPaths());
const at = (day: string) => parseInstant(`${day}T00:00:00Z`)!;
const FIRST = at('2026-01-01');
const AS_OF = at('2026-02-01');

function claim(partner: string | null, day: number, more: Partial<Introduction> = {}): Introduction {
  const claimedAt = plusDays(FIRST, day);
  const rest = { barred: null, role: 'sourced', tier: 'referral', endsAt: null } as const;
  const time = { claimedAt, countedAt: more.countedAt ?? claimedAt };
  return { partner, claim: 'lead', id: `${partner} ${day}`, source: 's', ...rest, ...time, ...more };
}

function given(introductions: readonly Introduction[], more: Partial<ClaimedCustomer> = {}) {
  const customer = { settledAt: null, overriddenAt: [], introductions, ...more };
  return {
    in: (name: string, asOf = AS_OF) =>
      rivalryOf(customer, programs.find((program) => program.name === name)!.versions[0]!, asOf),
  };
}

describe('partners are in conflict over a customer', () => {
  it('where a live claim of one loses to a live claim of another, since the second of them claimed it', () => {
    expect(given([claim('a', 0), claim('b', 3), claim('a', 5)]).in('plixo')).toEqual({
      partners: ['a', 'b'],
      since: plusDays(FIRST, 3),
    });
    const priority = claim('b', 3, { claim: 'registration', tier: 'integration' });
    expect(given([claim('a', 0), priority]).in('three-tier')?.partners).toEqual(['b', 'a']);
  });

  it('also after it was settled, among the claims that counted then', () => {
    const claims = [claim('a', 0), claim('b', 3), claim('c', 9)];
    const settledAt = plusDays(FIRST, 5);
    expect(given(claims, { settledAt }).in('plixo')?.partners).toEqual(['a', 'b']);
  });

  it('until staff have overridden it; a claim that comes later opens it again', () => {
    const claims = [claim('a', 0), claim('b', 3)];
    expect(given(claims, { overriddenAt: [plusDays(FIRST, 2)] }).in('plixo')).not.toBeNull();
    expect(given(claims, { overriddenAt: [plusDays(FIRST, 3)] }).in('plixo')).toBeNull();
    const third = given([...claims, claim('c', 9)], { overriddenAt: [plusDays(FIRST, 3)] });
    expect(third.in('plixo')?.partners).toEqual(['a', 'b', 'c']);
  });
});

describe('they are not', () => {
  it.each([
    ['with claims of one partner alone', [claim('a', 0), claim('a', 3)]],
    ['where the other claim is barred', [claim('a', 0), claim('b', 3, { barred: 'not_approved' })]],
    ['where the other code is nobody’s', [claim('a', 0), claim(null, 3, { barred: 'unknown_code' })]],
    ['where the other has expired', [claim('a', 0), claim('b', 3, { endsAt: plusDays(FIRST, 9) })]],
    ['where the other only helped', [claim('a', 0), claim('b', 3, { claim: 'touchpoint', role: 'influenced' })]],
    ['where the other came after sales was on it', [claim('a', 0), claim('b', 3, { role: 'influenced' })]],
    ['where the other is still to come', [claim('a', 0), claim('b', 90)]],
    ['where nobody claims it', []],
  ])('%s', (_when, claims) => expect(given(claims).in('three-tier')).toBeNull());

  it('where the terms share the credit between their tier', () => {
    const joint = { claim: 'registration', tier: 'solution' } as const;
    const both = [claim('a', 0, joint), claim('b', 3, joint)];
    expect(given(both).in('three-tier')).toBeNull();
    expect(given([...both, claim('c', 4)]).in('three-tier')?.partners).toEqual(['a', 'b', 'c']);
  });
});
