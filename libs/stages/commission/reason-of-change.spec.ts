import type { LedgerEvent } from '@ledger/contracts/events';
import type { EventType } from '@ledger/contracts/event-types';
import { reasonOfChange, type Cause, type Change } from './reason-of-change';

const event = (type: EventType) => ({ type }) as LedgerEvent;

function reason(type: EventType | null, cause: Partial<Cause> = {}, change: Partial<Change> = {}) {
  return reasonOfChange(
    {
      event: type === null ? null : event(type),
      isOwnEarning: false,
      changedCredits: false,
      changedWins: false,
      ...cause,
    },
    { isFirstLine: false, rateChanged: false, versionChanged: false, ...change },
  );
}

describe('the reason of a line', () => {
  it('R-REASON-01: `accrual` is whatever the line’s own earning event posts', () => {
    expect(reason('invoice.paid', { isOwnEarning: true, changedCredits: true })).toBe('accrual');
    expect(reason('invoice.paid', { isOwnEarning: true }, { rateChanged: true })).toBe('accrual');
  });

  it('R-REASON-02: and the first line for a partner, unless the fact changed credits that had settled', () => {
    expect(reason('referral.submitted', {}, { isFirstLine: true })).toBe('accrual');
    expect(reason('payment.refunded', {}, { isFirstLine: true })).toBe('accrual');
    expect(reason('referral.submitted', { changedCredits: true }, { isFirstLine: true })).toBe('reattribution');
  });

  it('R-REASON-03: `reattribution` comes before what else changed', () => {
    expect(reason('customer.churned', { changedCredits: true, changedWins: true }, { rateChanged: true })).toBe(
      'reattribution',
    );
  });

  it('R-REASON-04: `bonus` is a rate that changed with the wins, `rate_change` any other', () => {
    expect(reason('customer.activated', { changedWins: true }, { rateChanged: true })).toBe('bonus');
    expect(reason('promotion.closed', {}, { rateChanged: true })).toBe('rate_change');
    expect(reason('customer.activated', { changedWins: true })).toBe('correction');
  });

  it.each([
    ['payment.refunded', 'refund'],
    ['dispute.opened', 'dispute'],
    ['dispute.closed', 'dispute'],
    ['invoice.voided', 'void'],
    ['customer.churned', 'clawback'],
    ['partner.rate_set', 'rate_change'],
    ['partner.tier_set', 'rate_change'],
    ['payment.refund_failed', 'refund'],
    ['partner.terminated', 'correction'],
    ['invoice.paid', 'correction'],
  ] as const)('R-REASON-05: %s posts as `%s`', (type, expected) => {
    expect(reason(type)).toBe(expected);
  });

  it('R-REASON-05: also where the rate had changed before, without a line', () => {
    expect(reason('customer.churned', {}, { rateChanged: true })).toBe('clawback');
    expect(reason('payment.refunded', {}, { rateChanged: true })).toBe('refund');
  });

  it('R-REASON-07: `rate_change` is whatever a `terms.published` posts, first lines and new credits too', () => {
    const all = { isFirstLine: true, rateChanged: true, versionChanged: true };
    expect(reason('terms.published', { changedCredits: true, changedWins: true }, all)).toBe('rate_change');
    expect(reason('terms.published')).toBe('rate_change');
  });

  it('R-REASON-08: `rate_change` too, where another version is in force for what was earned', () => {
    expect(reason('partner.approved', {}, { versionChanged: true })).toBe('rate_change');
    expect(reason('contract.signed', {}, { versionChanged: true })).toBe('rate_change');
    expect(reason('payment.refunded', {}, { versionChanged: true })).toBe('refund');
  });

  it('R-REASON-05: what ends or resumes earning is a `correction`, also where the rate had changed before', () => {
    expect(reason('partner.reinstated', {}, { rateChanged: true, versionChanged: true })).toBe('correction');
    expect(reason('partner.engagement_ended', {}, { rateChanged: true })).toBe('correction');
  });

  it('R-REASON-06: the end of a quarter posts as `true_up`', () => {
    expect(reason(null, { changedCredits: true }, { isFirstLine: true })).toBe('true_up');
  });
});
