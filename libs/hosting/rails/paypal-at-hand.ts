import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { instant } from '@ledger/kernel/instant';
import { readWholeJson } from '@ledger/machine/files/read-whole-json';
import { writeWhole } from '@ledger/machine/files/write-whole';
import { isLoopback } from '@ledger/machine/is-loopback';
import type { PayingRail } from '@ledger/rails/rail';
import type { WatchedRail } from '@ledger/rails/sender/heed-rails';
import { PayPalRail } from '@ledger/rails/paypal/paypal-rail';
import { runKeptPayPal } from '@ledger/rails/simulator/kept-paypal';
import type { Undo } from '../process/undo';
import { UserError } from '../process/user-error';
import type { PayPalAccess, RailSettings } from '../settings/rail-settings';
import type { RailsAsked } from './open-rails';

/** A request of which nothing is known after this may have done anything. */
const WITHIN_MS = 20_000;
/** How long an item that settled a payout is not read again: PayPal tells of none that was reversed. */
const RECHECK_MS = 86_400_000;
const RECHECK_NEAR_MS = 5_000;
const SIMULATED = { clientId: 'simulator', clientSecret: 'simulator', webhookId: 'WH-SIMULATOR' };

/** Where a folder keeps the books of its simulated PayPal; one that has them pays by it. */
export function simulatedPayPalBooks(dataDir: string): string {
  return join(dataDir, 'simulator', 'paypal.json');
}

/** A simulated PayPal, and what it takes to know its events. */
export interface SimulatedPayPalRail {
  readonly watched: WatchedRail;
  readonly access: PayPalAccess;
  /** Has it send its events to the ledger at this address. */
  readonly tellTo: (ledger: string) => void;
}

/** PayPal by its simulator, which runs until `undo`. */
export async function simulatedPayPal(
  dataDir: string,
  say: (line: string) => void,
  undo: Undo,
): Promise<SimulatedPayPalRail> {
  const books = simulatedPayPalBooks(dataDir);
  const simulator = await runKeptPayPal(books, () => instant(Date.now()));
  undo.by(() => simulator.close());
  await writeWhole(addressFile(dataDir), JSON.stringify({ url: simulator.url }));
  say(`paypal is simulated at ${simulator.url}; its books are in ${books}`);
  return {
    watched: { rail: payPalAt(simulator.url), recheckMs: RECHECK_NEAR_MS },
    access: { ...SIMULATED, apiBase: simulator.url },
    tellTo: (ledger) => simulator.tell({ url: `${ledger}/webhooks/paypal`, id: SIMULATED.webhookId }),
  };
}

/** PayPal, as the settings open it: not with real money by the time of events. */
export function payPalOf({
  settings: { paypal },
  clock,
  say,
}: RailsAsked): readonly (readonly [string, WatchedRail])[] {
  if (paypal === null) {
    if (clock === 'wall')
      say('paypal is not open: its payouts wait until PAYPAL_CLIENT_ID and PAYPAL_CLIENT_SECRET are set');
    return [];
  }
  const { apiBase } = paypal;
  const isNear = apiBase !== null && isLoopback(apiBase);
  if (clock === 'events' && !isNear) {
    say('paypal is not opened: a ledger by the time of its events moves no real money (--clock wall does)');
    return [];
  }
  say(`paypal${apiBase === null ? '' : ` at ${apiBase}`}`);
  const rail = new PayPalRail({ ...paypal, withinMs: WITHIN_MS });
  return [['paypal', { rail, recheckMs: isNear ? RECHECK_NEAR_MS : RECHECK_MS }]];
}

/** What is missing for payouts by PayPal to be sent; null: nothing. */
export function whyNotSentByPayPal(dataDir: string, { paypal }: RailSettings): string | null {
  if (paypal !== null || existsSync(simulatedPayPalBooks(dataDir))) return null;
  return 'PAYPAL_CLIENT_ID and PAYPAL_CLIENT_SECRET are not set: nothing is sent by paypal';
}

/** PayPal for a command beside the ledger that runs. Throws UserError where there is none. */
export async function payPalAtHand(dataDir: string, { paypal }: RailSettings): Promise<PayingRail> {
  if (existsSync(simulatedPayPalBooks(dataDir))) {
    const noted = await readWholeJson<{ readonly url: string }>(addressFile(dataDir));
    if (noted === null) throw new UserError('the simulated PayPal of this folder does not run: start the ledger');
    return payPalAt(noted.url);
  }
  if (paypal === null) throw new UserError('PayPal cannot be asked: set PAYPAL_CLIENT_ID and PAYPAL_CLIENT_SECRET');
  return new PayPalRail({ ...paypal, withinMs: WITHIN_MS });
}

function payPalAt(url: string): PayingRail {
  return new PayPalRail({ ...SIMULATED, apiBase: url, withinMs: WITHIN_MS });
}

function addressFile(dataDir: string): string {
  return join(dataDir, 'simulator', 'paypal-address.json');
}
