import {
  activated,
  applied,
  approved,
  clicked,
  contacted,
  lead,
  link,
  paid,
  partner,
  signedUp,
  suspended,
  affiliate,
} from '../../../test/rules/facts';
import { given, type History } from '../../../test/rules/given';
import { presetBut, termsOf } from '../../../test/rules/programs';

const credits = async (history: History, customer = 'a') => (await history.ledger()).credits(customer);
const lost = async (history: History, customer = 'a') => (await history.ledger()).lost(customer);

/** Closed at 10:00; p and q have codes. */
const closed = given('plixo', partner('p', '2025-01-01'), partner('q', '2025-01-01')).when(
  link('p', 'cp', '2025-01-02'),
  link('q', 'cq', '2025-01-02'),
  paid('i', 'a', '2025-02-01T10:00', 100),
);
const signs = (at: string, referralCode: string, more: { email?: string; clickId?: string } = {}) =>
  signedUp('a', at, { referralCode, ...more });

describe('the grace after the close', () => {
  it('R-GRACE-01: a sign-up at most so many minutes later counts as if it had been made at the close', async () => {
    expect(await credits(closed.when(signs('2025-02-01T11:00', 'cp')))).toEqual(['p sourced 1']);
    const late = closed.when(signs('2025-02-01T11:00:00.001Z', 'cp'));
    expect([await credits(late), await lost(late)]).toEqual([[], ['p signup after_settling']]);
    const none = presetBut('plixo', {
      claims: { ...termsOf('plixo').claims, signups: { clickWindowDays: 90, graceMinutes: 0 } },
    });
    const withoutGrace = given(none, partner('p', '2025-01-01'), link('p', 'cp', '2025-01-02')).when(
      paid('i', 'a', '2025-02-01T10:00', 100),
      signs('2025-02-01T10:01', 'cp'),
    );
    expect(await credits(withoutGrace)).toEqual([]);
  });

  it('R-GRACE-02: only where no valid sourced claim is there at the close', async () => {
    const led = closed.when(lead('r', 'q', '2025-01-20', { customer: 'a' }), signs('2025-02-01T10:01', 'cp'));
    expect([await credits(led), await lost(led)]).toEqual([['q sourced 1'], ['p signup after_settling']]);
    const invalid = closed.when(lead('r', 'x', '2025-01-20', { customer: 'a' }), signs('2025-02-01T10:01', 'cp'));
    expect([await credits(invalid), await lost(invalid)]).toEqual([['p sourced 1'], ['x lead not_approved']]);
  });

  it('R-GRACE-03: sign-ups only, in the order of their times, which `lost` shows', async () => {
    const several = closed.when(
      lead('r', 'q', '2025-02-01T10:01', { customer: 'a' }),
      signs('2025-02-01T10:30', 'cq'),
      signs('2025-02-01T10:20', 'cp'),
    );
    expect(await credits(several)).toEqual(['p sourced 1']);
    expect((await several.ledger()).attribution('a')?.lost).toEqual([
      { partner: 'q', claim: 'lead', at: '2025-02-01T10:01:00.000Z', reason: 'after_settling' },
      { partner: 'q', claim: 'signup', at: '2025-02-01T10:30:00.000Z', reason: 'later' },
    ]);
  });

  it('R-GRACE-04: eligibility is judged at the close', async () => {
    const suspendedThen = closed.when(suspended('p', '2025-02-01T10:00'), signs('2025-02-01T10:05', 'cp'));
    expect([await credits(suspendedThen), await lost(suspendedThen)]).toEqual([[], ['p signup not_approved']]);
    const suspendedAfter = closed.when(suspended('p', '2025-02-01T10:01'), signs('2025-02-01T10:05', 'cp'));
    expect(await credits(suspendedAfter)).toEqual(['p sourced 1']);
    const approvedAfter = closed
      .when(applied('n', '2025-01-01'), approved('n', '2025-02-01T10:01'))
      .when(link('n', 'cn', '2025-01-02'), signs('2025-02-01T10:05', 'cn'));
    expect(await lost(approvedAfter)).toEqual(['n signup not_approved']);
  });

  it('R-GRACE-04: and so are contacts by sales', async () => {
    const joins = given('three-tier', affiliate('p', '2025-01-01'), link('p', 'cp', '2025-01-02'));
    const contactedAt = (at: string) =>
      joins.when(
        contacted('a', at, 'active'),
        paid('i', 'a', '2025-02-01T10:00', 100),
        signs('2025-02-01T10:05', 'cp'),
      );
    expect(await credits(contactedAt('2025-02-01T09:59'))).toEqual(['p influenced']);
    expect(await credits(contactedAt('2025-02-01T10:01'))).toEqual(['p sourced 1']);
  });

  it('R-GRACE-05: the e-mails of these sign-ups reveal self-referrals, with a code or without', async () => {
    const mine = closed.when(applied('p', '2025-01-05', { email: 'me@example.org' }), signs('2025-02-01T10:05', 'cp'));
    const given_ = (at: string) => mine.when(signedUp('a', at, { email: 'ME+x@example.org' }));
    expect(await lost(given_('2025-02-01T11:00'))).toEqual(['p signup self_referral']);
    expect(await credits(given_('2025-02-01T11:01'))).toEqual(['p sourced 1']);
  });

  it('R-GRACE-06: a click before the close makes a claim of before it, whenever its sign-up follows', async () => {
    const history = closed.when(clicked('cp', 'k', '2025-02-01T09:00'), signedUp('a', '2025-02-05', { clickId: 'k' }));
    expect(await credits(history)).toEqual(['p sourced 1']);
  });

  it('R-GRACE-07: a customer that has not settled has no grace, and one that settles anew has another', async () => {
    const provisional = given('plixo', partner('p', '2025-01-01'), link('p', 'cp', '2025-01-02')).when(
      signs('2025-02-01T10:05', 'cp'),
      activated('a', '2025-02-01T10:00'),
    );
    expect(await credits(provisional)).toEqual(['p sourced 1']);
    expect(await credits(provisional.when(activated('a', '2025-02-01T09:00')))).toEqual([]);
  });
});
