import { instant } from '@ledger/kernel/instant';
import { OnboardingOffice } from '@ledger/rails/onboarding/onboarding-office';
import type { LedgerId } from '@ledger/rails/sending/payout-order';
import { StripeSimulator } from '@ledger/rails/simulator/stripe-simulator';
import { StripeOnboarding } from '@ledger/rails/stripe/stripe-onboarding';
import { memoryOnboardings } from '@ledger/rails/testing/memory-onboardings';

const WITHIN_MS = 10_000;

/** A simulated Stripe, and where partners are brought on to it. */
export interface StripeOfExamples {
  readonly office: OnboardingOffice;
  readonly simulator: StripeSimulator;
}

/** A Stripe at which the partner that the examples of the API name has an account, that lacks something still. */
export async function stripeOfExamples(): Promise<StripeOfExamples> {
  const simulator = new StripeSimulator(() => instant(Date.now()));
  const rail = new StripeOnboarding({ apiKey: 'sk_test_1', apiBase: await simulator.listen(), withinMs: WITHIN_MS });
  const office = new OnboardingOffice({
    name: 'stripe',
    rail,
    desk: memoryOnboardings(),
    ledger: () => Promise.resolve('l7.1' as LedgerId),
    heldBy: () => Promise.resolve(null),
  });
  await office.bringOn({ program: 'plixo', partner: 'alder', country: 'US' });
  return { office, simulator };
}
