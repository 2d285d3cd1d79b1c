import type { LedgerEvent } from '@ledger/contracts/events';
import { instant } from '@ledger/kernel/instant';
import { issued, paid, type Told } from '../../../test/rules/facts';
import { termsOf } from '../../../test/rules/programs';
import { earns, invoiceOf, paysForKind } from './earning-event';

const eventOf = ({ type, data }: Told) =>
  ({ id: 'e', source: 's', time: instant(0), program: 'x', type, data }) as LedgerEvent;

describe('the earning event', () => {
  const collected = termsOf('plixo');
  const billed = termsOf('reseller');
  const payment = eventOf(paid('i', 'c', '2026-01-01', 100));
  const invoice = eventOf(issued('i', 'c', '2026-01-01', 100));

  it('R-EARN-01: is the payment where the terms earn on what is collected, the invoice where they earn on what is billed', () => {
    expect(invoiceOf(payment, collected)).toBe(payment);
    expect(invoiceOf(invoice, collected)).toBeNull();
    expect(invoiceOf(invoice, billed)).toBe(invoice);
    expect(invoiceOf(payment, billed)).toBeNull();
  });

  it.each([
    ['one line that is paid for', [{ amount: 1 }], true],
    ['nothing: a free trial', [{ amount: 0 }], false],
    ['a kind that the terms do not pay for', [{ kind: 'services' as const, amount: 9 }], false],
    ['a line of each', [{ amount: 0 }, { kind: 'tax' as const, amount: 9 }], false],
    ['one line among others that is paid for', [{ kind: 'tax' as const, amount: 9 }, { amount: 1 }], true],
  ])('R-EARN-02: counts as one with %s', (_, lines, counts) => {
    const event = invoiceOf(eventOf(paid('i', 'c', '2026-01-01', lines)), collected);
    expect(event !== null && earns(event, collected)).toBe(counts);
  });

  it('R-EARN-03: pays for the kinds that the terms name', () => {
    const kinds = ['subscription', 'usage', 'platform_fee', 'overage', 'outcome', 'services', 'tax', 'other'];
    const paidFor = (name: Parameters<typeof termsOf>[0]) => kinds.filter((kind) => paysForKind(termsOf(name), kind));
    expect(paidFor('plixo')).toEqual(['subscription', 'usage', 'platform_fee', 'overage']);
    expect(paidFor('reseller')).toEqual(['platform_fee', 'overage']);
    expect(paidFor('three-tier')).toEqual(['subscription', 'usage', 'outcome']);
    expect(paidFor('plaidcloud')).toEqual(['subscription', 'usage', 'platform_fee']);
    expect(paidFor('odoopbx')).toEqual(['subscription', 'usage']);
  });
});
