import {
  applied,
  approved,
  enrolled,
  lead,
  link,
  overridden,
  paid,
  partner,
  signedUp,
  sourced,
} from '../../../test/rules/facts';
import { given, type History } from '../../../test/rules/given';

const credits = async (history: History, customer = 'a') => (await history.ledger()).credits(customer);
const lost = async (history: History, customer = 'a') => (await history.ledger()).lost(customer);
const plixo = given('plixo', partner('p', '2025-01-01'), partner('q', '2025-01-01')).when(
  link('p', 'cp', '2025-01-02'),
  link('q', 'cq', '2025-01-02'),
);

describe('self-referral', () => {
  it('R-ATT-06: a partner never earns on itself: all its claims for that customer are lost', async () => {
    const self = given(
      'plixo',
      applied('p', '2025-01-01', { email: 'Me@Example.org' }),
      approved('p', '2025-01-01'),
    ).when(
      link('p', 'cp', '2025-01-02'),
      signedUp('a', '2025-02-01', { referralCode: 'cp', email: ' me@example.org' }),
      signedUp('b', '2025-02-01', { referralCode: 'cp', email: 'you@example.org' }),
    );
    expect([await lost(self), await credits(self, 'b')]).toEqual([['p signup self_referral'], ['p sourced 1']]);
  });

  it('R-ATT-06: by any e-mail of a sign-up or lead of the customer, and any of an application or enrolment', async () => {
    const byLead = given(
      'plixo',
      applied('p', '2025-01-01', { email: 'me@example.org' }),
      approved('p', '2025-01-01'),
    ).when(
      link('p', 'cp', '2025-01-02'),
      signedUp('a', '2025-02-01', { referralCode: 'cp' }),
      lead('r', 'q', '2025-02-03', { customer: 'a', email: 'me@example.org' }),
    );
    expect(await lost(byLead)).toEqual(['p signup self_referral', 'q lead not_approved']);
    const byEnrolment = given('odoopbx', enrolled('f', '2025-01-01', { email: 'me@example.org' })).when(
      link('f', 'c', '2025-01-01'),
      signedUp('a', '2025-02-01', { referralCode: 'c', email: 'me@example.org' }),
    );
    expect(await lost(byEnrolment)).toEqual(['f signup self_referral']);
  });

  it('R-ATT-06: an e-mail that was given up to the close and arrives later takes it back, a later one does not', async () => {
    const earned = plixo.when(
      signedUp('a', '2025-02-01', { referralCode: 'cp', email: 'me@example.org' }),
      paid('i', 'a', '2025-02-02', 1000),
    );
    const given = earned.when(applied('p', '2025-02-02', { email: 'me@example.org' }));
    expect((await given.ledger()).posted('p')).toEqual(['accrual 100', 'reattribution -100']);
    const later = earned.when(applied('p', '2025-02-03', { email: 'me@example.org' }));
    expect((await later.ledger()).posted('p')).toEqual(['accrual 100']);
  });

  it('R-ATT-07: an override is not touched by it', async () => {
    const history = plixo.when(
      applied('p', '2025-01-05', { email: 'me@example.org' }),
      signedUp('a', '2025-02-01', { referralCode: 'cp', email: 'me@example.org' }),
      overridden('a', '2025-02-02', [sourced('p')]),
    );
    expect([await credits(history), await lost(history)]).toEqual([['p sourced 1'], ['p signup self_referral']]);
  });
});
