import type { OnboardingRail } from '@ledger/rails/onboarding/onboard';
import type { StripeSettings } from '@ledger/rails/stripe/stripe-client';
import type { RailSettings } from '../settings/rail-settings';
import { stripeAccessAtHand } from './rails-at-hand';

/** Where accounts of partners are made, for a command beside the ledger. Throws UserError where Stripe cannot be asked. */
export async function onboardingAtHand(dataDir: string, settings: RailSettings): Promise<OnboardingRail> {
  return onboardingAt(await stripeAccessAtHand(dataDir, settings));
}

/** The same, at an address that is known. */
export async function onboardingAt(access: StripeSettings): Promise<OnboardingRail> {
  return new (await import('@ledger/rails/stripe/stripe-onboarding')).StripeOnboarding(access);
}
