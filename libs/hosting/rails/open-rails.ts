import { existsSync } from 'node:fs';
import { instant } from '@ledger/kernel/instant';
import { isLoopback } from '@ledger/machine/is-loopback';
import type { WatchedRail } from '@ledger/rails/sender/heed-rails';
import { runKeptStripe } from '@ledger/rails/simulator/kept-stripe';
import type { Clock } from '../data-folder/how-begun';
import type { Undo } from '../process/undo';
import type { RailSettings } from '../settings/rail-settings';
import { payPalOf, simulatedPayPal } from './paypal-at-hand';
import { onboardingAt } from './onboarding-at-hand';
import { accessOf, noteSimulator, simulatedAccess, simulatedBooks, simulatedStripe, stripeOf } from './rails-at-hand';

/** How long a transfer that settled a payout is not read again: each day at Stripe, every few seconds on this machine. */
const RECHECK_MS = 86_400_000;
const RECHECK_NEAR_MS = 5_000;

export interface RailsAsked {
  readonly settings: RailSettings;
  readonly clock: Clock;
  readonly say: (line: string) => void;
}

export interface RailsPlace extends RailsAsked {
  readonly dataDir: string;
  /** Pay by simulated rails; once a folder has them, it goes on with them. */
  readonly simulated: boolean;
}

/** The rails of a process, and by what their events are known. */
export interface OpenRails {
  /** By their names in the facts. */
  readonly rails: ReadonlyMap<string, WatchedRail>;
  readonly settings: RailSettings;
  /** Has those that are simulated send their events to the ledger at this address. */
  readonly tellTo: (ledger: string) => void;
}

/** The rails that money is paid out by; closed by `undo`. */
export async function openRails(place: RailsPlace, undo: Undo): Promise<OpenRails> {
  const { dataDir, settings, clock, simulated, say } = place;
  const books = simulatedBooks(dataDir);
  const sayRail = (line: string) => say(`  rails      ${line}`);
  if (simulated || existsSync(books)) {
    const simulator = await runKeptStripe(books, () => instant(Date.now()));
    undo.by(() => simulator.close());
    await noteSimulator(dataDir, simulator.url);
    say(`  rails      stripe is simulated at ${simulator.url}; its books are in ${books}`);
    const onboarding = await onboardingAt(simulatedAccess(simulator.url));
    const stripe: WatchedRail = { rail: await simulatedStripe(simulator.url), onboarding, recheckMs: RECHECK_NEAR_MS };
    const { watched, access, tellTo } = await simulatedPayPal(dataDir, sayRail, undo);
    const rails = new Map([
      ['stripe', stripe],
      ['paypal', watched],
    ]);
    return { rails, settings: { ...settings, paypal: access }, tellTo };
  }
  return { rails: await railsOf({ settings, clock, say: sayRail }), settings, tellTo: () => undefined };
}

/** The rails that the settings open: none that moves real money by the time of events. */
export async function railsOf(asked: RailsAsked): Promise<ReadonlyMap<string, WatchedRail>> {
  return new Map([...(await openStripe(asked)), ...payPalOf(asked)]);
}

async function openStripe({ settings: { stripe }, clock, say }: RailsAsked): Promise<ReadonlyMap<string, WatchedRail>> {
  if (stripe === null) {
    if (clock === 'wall') say('stripe is not open: its payouts wait until STRIPE_API_KEY is set');
    return new Map();
  }
  const { apiBase } = stripe;
  const isNear = apiBase !== null && isLoopback(apiBase);
  if (clock === 'events' && !isNear) {
    say('stripe is not opened: a ledger by the time of its events moves no real money (--clock wall does)');
    return new Map();
  }
  say(`stripe${apiBase === null ? '' : ` at ${apiBase}`}`);
  const recheckMs = isNear ? RECHECK_NEAR_MS : RECHECK_MS;
  const onboarding = await onboardingAt(accessOf(stripe));
  return new Map([['stripe', { rail: await stripeOf(stripe), onboarding, recheckMs }]]);
}
