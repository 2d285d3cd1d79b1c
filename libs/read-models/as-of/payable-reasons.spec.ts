import fc from 'fast-check';
import { parseDate } from '@ledger/kernel/calendar';
import { instant, plusDays } from '@ledger/kernel/instant';
import { amountMinor } from '@ledger/kernel/money';
import type { ProgramTerms } from '@ledger/program/program-terms';
import { presetNamed } from '../../../test/properties/presets';
import type { PayoutProfileRow } from '../tables/payout-profiles';
import { payableReasons } from './payable-reasons';

const NOW = instant(Date.UTC(2026, 0, 10, 12));
const YEAR_DAYS = 366;

/** plixo, where a new payout method waits a week, and from a day on more is asked. */
function plixo(secondFrom: number | null): ProgramTerms {
  const preset = presetNamed('plixo');
  const first = preset.versions[0]!;
  const one = { ...first, payout: { ...first.payout, newMethodWaitDays: 7 } };
  if (secondFrom === null) return { ...preset, versions: [one] };
  const minimums = [{ partnerType: null, rail: null, amountsMinor: { USD: amountMinor(9_000n) } }];
  const two = { ...one, version: 2, effectiveFrom: plusDays(NOW, secondFrom), payout: { ...one.payout, minimums } };
  return { ...preset, versions: [one, two] };
}

const anything = fc.record({
  payable: fc.integer({ min: -5_000, max: 20_000 }).filter((minor) => minor !== 0),
  secondFrom: fc.option(fc.integer({ min: 1, max: 200 })),
  methodChangedDaysAgo: fc.option(fc.integer({ min: 0, max: 10 })),
  validThrough: fc.constantFrom(null, '2025-12-31', '2026-01-10', '2026-02-28'),
  held: fc.boolean(),
  approval: fc.constantFrom(null, 'pending' as const, 'declined' as const),
});

type Anything = typeof anything extends fc.Arbitrary<infer T> ? T : never;

function reasonsAt(at: number, made: Anything) {
  const { payable, secondFrom, methodChangedDaysAgo, validThrough, held, approval } = made;
  const taxForms = [{ form: 'W-8BEN' as const, recordedAt: instant(0), validThrough: parseDate(validThrough ?? '') }];
  const profile: PayoutProfileRow = {
    partner: 'p',
    rail: 'stripe',
    acknowledgementOpen: false,
    withholdingRate: null,
    payoutFailed: false,
    methodChangedAt: methodChangedDaysAgo === null ? null : plusDays(NOW, -methodChangedDaysAgo),
    taxForms,
  };
  const account = { partner: 'p', currency: 'USD', payableMinor: amountMinor(BigInt(payable)), approval };
  return payableReasons(
    { ...account, proposedAt: approval === 'pending' ? NOW : null },
    { partnerType: 'partner', tier: null, holds: held ? ['suspended'] : [], approvedAt: instant(0) },
    profile,
    plixo(secondFrom),
    instant(at),
  );
}

it('what is judged holds until it is judged again: no moment before says anything else', () => {
  fc.assert(
    fc.property(anything, fc.double({ min: 0, max: 1, noNaN: true }), (made, part) => {
      const judged = reasonsAt(NOW, made);
      const end = judged.judgeAgainAt ?? plusDays(NOW, YEAR_DAYS);
      expect(end).toBeGreaterThan(NOW);
      const between = Math.floor(NOW + (end - 1 - NOW) * part);
      expect(reasonsAt(between, made)).toEqual(judged);
    }),
    { numRuns: 300 },
  );
});

it('whatever is payable has a reason, so that time is looked at again', () => {
  fc.assert(fc.property(anything, (made) => expect(reasonsAt(NOW, made).reasons).not.toEqual([])));
});

it('is judged again at the next run, when a wait ends, when a form expires and when a version comes into force', () => {
  const fine: Anything = {
    payable: 10_000,
    secondFrom: null,
    methodChangedDaysAgo: null,
    validThrough: null,
    held: false,
    approval: null,
  };
  const nextRun = instant(Date.UTC(2026, 0, 11));
  expect(reasonsAt(NOW, fine)).toMatchObject({ judgeAgainAt: nextRun, reasons: [{ reason: 'scheduled' }] });
  const held = { ...fine, held: true };
  expect(reasonsAt(NOW, held).judgeAgainAt).toBeNull();
  expect(reasonsAt(NOW, { ...held, validThrough: '2026-02-28' }).judgeAgainAt).toBe(instant(Date.UTC(2026, 2, 1)));
  expect(reasonsAt(NOW, { ...held, methodChangedDaysAgo: 2 }).judgeAgainAt).toBe(plusDays(NOW, 5));
  expect(reasonsAt(NOW, { ...held, secondFrom: 3 }).judgeAgainAt).toBe(plusDays(NOW, 3));
});
