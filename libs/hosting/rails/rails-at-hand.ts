import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readWholeJson } from '@ledger/machine/files/read-whole-json';
import { writeWhole } from '@ledger/machine/files/write-whole';
import type { PayingRail } from '@ledger/rails/rail';
import type { StripeSettings } from '@ledger/rails/stripe/stripe-client';
import { UserError } from '../process/user-error';
import type { RailSettings } from '../settings/rail-settings';
import { payPalAtHand, whyNotSentByPayPal } from './paypal-at-hand';

/** A request of which nothing is known after this may have done anything. */
const WITHIN_MS = 20_000;
const SIMULATOR_KEY = 'sk_test_simulator';

/** Where a folder keeps the books of its simulated Stripe; one that has them pays by it. */
export function simulatedBooks(dataDir: string): string {
  return join(dataDir, 'simulator', 'stripe.json');
}

/** Stripe by its simulator at an address. */
export function simulatedStripe(url: string): Promise<PayingRail> {
  return stripeRail(simulatedAccess(url));
}

/** Stripe, by the settings. */
export function stripeOf(access: NonNullable<RailSettings['stripe']>): Promise<PayingRail> {
  return stripeRail(accessOf(access));
}

/** What is missing for payouts by a rail to be sent; null: nothing. */
export function whyNotSent(rail: string, dataDir: string, settings: RailSettings): string | null {
  const { stripe } = settings;
  if (rail === 'manual') return null;
  if (rail === 'paypal') return whyNotSentByPayPal(dataDir, settings);
  if (rail !== 'stripe') return `nothing is sent by ${rail} yet: a person pays it, and says so`;
  const isSimulated = existsSync(simulatedBooks(dataDir));
  return stripe === null && !isSimulated ? 'STRIPE_API_KEY is not set: nothing is sent by stripe' : null;
}

/** Tells other processes where the simulator of a folder answers. */
export async function noteSimulator(dataDir: string, url: string): Promise<void> {
  await writeWhole(addressFile(dataDir), JSON.stringify({ url }));
}

/** A rail for a command beside the ledger that runs. Throws UserError where there is none. */
export async function railAtHand(name: string, dataDir: string, settings: RailSettings): Promise<PayingRail> {
  if (name === 'paypal') return payPalAtHand(dataDir, settings);
  if (name !== 'stripe') throw new UserError(`nothing is paid by ${name} here: its payouts are answered by facts`);
  return stripeRail(await stripeAccessAtHand(dataDir, settings));
}

/** How Stripe is reached from beside the ledger. Throws UserError where it is not. */
export async function stripeAccessAtHand(dataDir: string, { stripe }: RailSettings): Promise<StripeSettings> {
  if (existsSync(simulatedBooks(dataDir))) {
    const noted = await readWholeJson<{ readonly url: string }>(addressFile(dataDir));
    if (noted === null) throw new UserError('the simulated Stripe of this folder does not run: start the ledger');
    return simulatedAccess(noted.url);
  }
  if (stripe === null) throw new UserError('Stripe cannot be asked: set STRIPE_API_KEY');
  return { ...stripe, withinMs: WITHIN_MS };
}

/** How a simulated Stripe is reached. */
export function simulatedAccess(url: string): StripeSettings {
  return { apiKey: SIMULATOR_KEY, apiBase: url, withinMs: WITHIN_MS };
}

/** How the Stripe of the settings is reached. */
export function accessOf(access: NonNullable<RailSettings['stripe']>): StripeSettings {
  return { ...access, withinMs: WITHIN_MS };
}

/** Stripe's client is a tenth of what a ledger loads, which those who pay by other ways have no use for. */
async function stripeRail(access: StripeSettings): Promise<PayingRail> {
  const { StripeRail } = await import('@ledger/rails/stripe/stripe-rail');
  return new StripeRail(access);
}

function addressFile(dataDir: string): string {
  return join(dataDir, 'simulator', 'address.json');
}
