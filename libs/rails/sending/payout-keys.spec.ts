import { amountMinor } from '@ledger/kernel/money';
import { idempotencyKey, transferGroup } from './payout-keys';
import type { Destination, LedgerId, PayoutOrder } from './payout-order';

const order = (program: string, payout: string): PayoutOrder => ({
  ledger: 'l7.1' as LedgerId,
  program,
  payout,
  destination: 'acct_1' as Destination,
  amountMinor: amountMinor(1),
  currency: 'USD',
});

describe('the key of an attempt', () => {
  it('is made of what is paid alone', () => {
    expect(idempotencyKey(order('plixo', 'po-3'), 2)).toBe('payout:l7.1:plixo:po-3:2');
    expect(transferGroup(order('plixo', 'po-3'))).toBe('payout:l7.1:plixo:po-3');
  });

  it('is another for another payout, however they are called', () => {
    expect(idempotencyKey(order('a:b', 'c'), 1)).not.toBe(idempotencyKey(order('a', 'b:c'), 1));
  });

  it('has at most 255 characters', () => {
    expect(() => idempotencyKey(order('p'.repeat(236), 'po-3'), 1)).not.toThrow();
    expect(() => idempotencyKey(order('p'.repeat(237), 'po-3'), 1)).toThrow('at most 255 characters, this one has 256');
  });

  it('counts attempts from 1', () => {
    expect(() => idempotencyKey(order('plixo', 'po-3'), 0)).toThrow('not the number of an attempt: 0');
  });
});
