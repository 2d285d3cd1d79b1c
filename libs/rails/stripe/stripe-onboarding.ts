import type Stripe from 'stripe';
import {
  OnboardingFailed,
  type AccountStanding,
  type OnboardingLink,
  type OnboardingRail,
  type OnboardingUrls,
} from '../onboarding/onboard';
import type { Destination } from '../sending/payout-order';
import { stripeClient, type StripeSettings } from './stripe-client';
import { whyOf } from './stripe-errors';
import { notReadyBecause } from './stripe-readiness';

const PAGE = 100;
/** So many pages of accounts are read for one of which nobody knows whether it was made. */
const MOST_PAGES = 100;

/**
 * Accounts of partners at Stripe Connect, with Stripe's own pages for what a partner has to give (Express): Stripe asks for
 * its papers and pays it out; the platform bears losses and fees.
 */
export class StripeOnboarding implements OnboardingRail {
  private readonly stripe: Stripe;

  constructor(settings: StripeSettings) {
    this.stripe = stripeClient(settings).stripe;
  }

  create(key: string, country: string): Promise<Destination> {
    const params: Stripe.AccountCreateParams = {
      country,
      controller: {
        fees: { payer: 'application' },
        losses: { payments: 'application' },
        requirement_collection: 'stripe',
        stripe_dashboard: { type: 'express' },
      },
      capabilities: { transfers: { requested: true } },
      // By it an account is found of which nobody heard that it was made.
      metadata: { onboarding: key },
    };
    return told('the account was not made', async () => {
      const { id } = await this.stripe.accounts.create(params, { idempotencyKey: key });
      return id as Destination;
    });
  }

  find(key: string): Promise<Destination | null> {
    return told('the accounts could not be read', async () => {
      let after: string | undefined;
      for (let page = 0; page < MOST_PAGES; page++) {
        const { data, has_more: hasMore } = await this.stripe.accounts.list({
          limit: PAGE,
          ...(after === undefined ? {} : { starting_after: after }),
        });
        const found = data.find(({ metadata }) => metadata?.['onboarding'] === key);
        if (found !== undefined) return found.id as Destination;
        after = data.at(-1)?.id;
        if (!hasMore || after === undefined) return null;
      }
      throw new Error(`there are more than ${MOST_PAGES * PAGE} accounts`);
    });
  }

  standing(account: Destination): Promise<AccountStanding> {
    return told('the account could not be read', async () => {
      const found = await this.stripe.accounts.retrieve(account);
      const why = notReadyBecause(found);
      const { currently_due: due, past_due: late } = found.requirements ?? {};
      return { isReady: why === null, why, due: [...new Set([...(late ?? []), ...(due ?? [])])] };
    });
  }

  link(account: Destination, { returnUrl, refreshUrl }: OnboardingUrls): Promise<OnboardingLink> {
    return told('the link was not made', async () => {
      const params = { account, return_url: returnUrl, refresh_url: refreshUrl, type: 'account_onboarding' } as const;
      const { url, expires_at: expiresAt } = await this.stripe.accountLinks.create(params);
      return { url, expiresAt: new Date(expiresAt * 1_000) };
    });
  }
}

async function told<T>(what: string, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    throw new OnboardingFailed(`${what}: ${whyOf(error)}`);
  }
}
