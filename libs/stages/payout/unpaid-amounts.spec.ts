import { parseDate } from '@ledger/kernel/calendar';
import { instant } from '@ledger/kernel/instant';
import { amountMinor, ZERO } from '@ledger/kernel/money';
import { presetNamed } from '../../../test/properties/presets';
import type { UnpaidQuestion } from './payout-gate';
import { unpaidAmounts, type HeldMoney } from './unpaid-amounts';

const NOW = instant(Date.UTC(2026, 0, 10));
const day = (count: number) => instant(Date.UTC(2026, 0, 10 + count));

/** A referral of odoopbx with a PayPal account: paid daily, from EUR 100.00 on. */
function question(changes: Partial<UnpaidQuestion> = {}): UnpaidQuestion {
  const program = presetNamed('odoopbx');
  return {
    terms: program.versions[0]!,
    calendar: program.calendar,
    now: NOW,
    currency: 'EUR',
    approval: null,
    proposedAt: null,
    standing: { tier: null, partnerType: 'referral', holds: [] },
    profile: {
      rail: 'paypal',
      methodChangedAt: null,
      taxForms: [],
      acknowledgementOpen: false,
      withholdingRate: null,
      payoutFailed: false,
    },
    payableMinor: ZERO,
    inTransitMinor: ZERO,
    hasPayableLines: false,
    hasHeldLines: false,
    heldLineReasons: [],
    ...changes,
  };
}

const held = (clearsInDays: number, minor: bigint, holds: HeldMoney['holds'] = []): HeldMoney => ({
  clearsAt: day(clearsInDays),
  holds,
  amountMinor: amountMinor(minor),
});

it('what is under the minimum says what is missing to it', () => {
  const [below] = unpaidAmounts(question({ payableMinor: amountMinor(9_990n), hasPayableLines: true }), [], null);
  expect(below).toEqual({
    reason: 'below_minimum',
    amountMinor: 9_990n,
    endedBy: 'earnings',
    endsAt: null,
    endsFirstAt: null,
    missingMinor: 10n,
    since: null,
    expiredOn: null,
  });
});

it('what is owed back says how much has to be earned before anything is paid', () => {
  const [owed] = unpaidAmounts(question({ payableMinor: amountMinor(-500n), hasPayableLines: true }), [], null);
  expect(owed).toMatchObject({ reason: 'negative_balance', amountMinor: -500n, missingMinor: 10_500n });
});

it('each reason of what is in hold has its own sum, and clearing its first and last day', () => {
  const money = [held(2, 100n), held(5, 30n, ['dispute']), held(-1, 7n, ['dispute', 'not_activated'])];
  const heldLineReasons = ['clearing', 'dispute', 'not_activated'] as const;
  const reasons = unpaidAmounts(question({ hasHeldLines: true, heldLineReasons }), money, null);
  expect(
    reasons.map(({ reason, amountMinor: sum, endsFirstAt, endsAt }) => [reason, sum, endsFirstAt, endsAt]),
  ).toEqual([
    ['clearing', 130n, day(2), day(5)],
    ['dispute', 37n, null, null],
    ['not_activated', 7n, null, null],
  ]);
});

it('what holds the partner keeps back what is in hold and what is payable', () => {
  const standing = { tier: null, partnerType: 'referral', holds: ['suspended'] as const };
  const asked = question({ standing, payableMinor: amountMinor(20_000n), hasPayableLines: true, hasHeldLines: true });
  expect(unpaidAmounts(asked, [held(-3, 500n)], null)).toEqual([
    expect.objectContaining({ reason: 'suspended', amountMinor: 20_500n, endedBy: 'program' }),
  ]);
});

it('an expired tax form says its last day, the latest of all that were given', () => {
  const program = presetNamed('plixo');
  const form = (validThrough: string) => ({
    form: 'W-8BEN' as const,
    recordedAt: instant(0),
    validThrough: parseDate(validThrough),
  });
  const asked = question({
    terms: program.versions[0]!,
    currency: 'USD',
    payableMinor: amountMinor(20_000n),
    hasPayableLines: true,
    profile: {
      ...question().profile,
      rail: 'stripe',
      taxForms: [form('2024-12-31'), form('2025-12-31'), form('2023-12-31')],
    },
  });
  expect(unpaidAmounts(asked, [], null)).toEqual([
    expect.objectContaining({ reason: 'tax_form_expired', expiredOn: parseDate('2025-12-31'), amountMinor: 20_000n }),
  ]);
});

it('what waits for an approval says since when, and who gives it', () => {
  const payable = { payableMinor: amountMinor(20_000n), hasPayableLines: true };
  const asked = question({ ...payable, approval: 'pending', proposedAt: day(-4) });
  expect(unpaidAmounts(asked, [], null)).toEqual([
    expect.objectContaining({ reason: 'approval_pending', since: day(-4), endedBy: 'finance', amountMinor: 20_000n }),
  ]);
});
