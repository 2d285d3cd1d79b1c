import { instant } from '@ledger/kernel/instant';
import type { Destination, LedgerId } from '../sending/payout-order';
import { StripeSimulator } from '../simulator/stripe-simulator';
import { StripeOnboarding } from '../stripe/stripe-onboarding';
import { accountFor, OnboardingFailed } from './onboard';
import type { Onboarding, OnboardingDesk } from './onboarding-desk';
import { onboardingKey } from './onboarding-key';

const HOUR_MS = 3_600_000;
const key = onboardingKey('l7.1' as LedgerId, 'plixo', 'alder');
const asked = { program: 'plixo', partner: 'alder', rail: 'stripe', key, country: 'US' };

/** One partner's row. */
function desk(ageMs = 0): OnboardingDesk & { readonly row: () => Onboarding | null } {
  let row: Onboarding | null = null;
  return {
    row: () => row,
    begin: (of) => Promise.resolve((row ??= { ...of, account: null, isReady: false, ageMs })),
    find: () => Promise.resolve(row),
    made: (of, account) => Promise.resolve(void (row = { ...of, account })),
    ofAccount: () => Promise.resolve(row),
    becomeReady: () => Promise.resolve(true),
  };
}

describe('an account for a partner at Stripe', () => {
  let stripe: StripeSimulator;
  let rail: StripeOnboarding;
  beforeEach(async () => {
    stripe = new StripeSimulator(() => instant(0));
    rail = new StripeOnboarding({ apiKey: 'sk_test_1', apiBase: await stripe.listen(), withinMs: 500 });
  });
  afterEach(() => stripe.close());

  it('is made once, after it was recorded that it is asked for, by a key that names nobody', async () => {
    const row = desk();
    const { account } = await accountFor(asked, { desk: row, rail });
    expect(row.row()).toMatchObject({ account, key });
    expect((await accountFor(asked, { desk: row, rail })).account).toBe(account);
    expect(stripe.books.accounts.size).toBe(1);
    expect(key).toMatch(/^onboarding:l7\.1:[0-9a-f]{64}$/);
  });

  it('is the same where its making was recorded and its answer lost, by its key or, when that is old, by looking', async () => {
    const { account } = await accountFor(asked, { desk: desk(), rail });
    expect((await accountFor(asked, { desk: desk(HOUR_MS), rail })).account).toBe(account);
    stripe.books.onboardings.set('acct_another', 'onboarding:another');
    expect((await accountFor(asked, { desk: desk(25 * HOUR_MS), rail })).account).toBe(account);
    expect(await rail.find('onboarding:none')).toBeNull();
    expect(stripe.books.accounts.size).toBe(1);
  });

  it('is not ready until its owner gave what is asked for, at a link', async () => {
    const { account } = await accountFor(asked, { desk: desk(), rail });
    const due = ['external_account', 'tos_acceptance.date'];
    expect(await rail.standing(account)).toEqual({ isReady: false, why: 'requirements.past_due', due });
    const urls = { returnUrl: 'https://example.org/done', refreshUrl: 'https://example.org/again' };
    const { url, expiresAt } = await rail.link(account, urls);
    expect(expiresAt).toEqual(new Date(300_000));
    expect(await (await fetch(url)).text()).toContain('is ready');
    expect(await rail.standing(account)).toEqual({ isReady: true, why: null, due: [] });
  });

  it('is told to be missing in a line for the reader', async () => {
    await expect(rail.standing('acct_none' as Destination)).rejects.toThrow(OnboardingFailed);
    await stripe.close();
    await expect(rail.create('k', 'US')).rejects.toThrow('the account was not made');
  });
});
