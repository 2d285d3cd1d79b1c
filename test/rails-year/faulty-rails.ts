import type { Instant } from '@ledger/kernel/instant';
import { PayPalRail } from '@ledger/rails/paypal/paypal-rail';
import type { PayingRail } from '@ledger/rails/rail';
import { PayPalSimulator } from '@ledger/rails/simulator/paypal-simulator';
import { ACTIVE_ACCOUNT } from '@ledger/rails/simulator/simulated-stripe';
import { StripeSimulator } from '@ledger/rails/simulator/stripe-simulator';
import type { TransferFault } from '@ledger/rails/simulator/transfer-fault';
import { StripeRail } from '@ledger/rails/stripe/stripe-rail';
import type { TransferId } from '@ledger/rails/sending/transfer';
import type { Random } from '../../tools/histories/random';

const FAULTS: readonly TransferFault[] = [
  ...(['rate_limited', 'made_then_500', 'only_500', 'html_502', 'dropped', 'made_then_dropped'] as const),
  ...(['made_then_silent', 'made_then_cut', 'made_then_drips', 'held'] as const),
];
/** What is silent for longer is given up. */
const WITHIN_MS = 80;
const PLENTY = 1_000_000_000_000;

export interface FaultyRails {
  readonly stripe: StripeSimulator;
  readonly paypal: PayPalSimulator;
  readonly rails: ReadonlyMap<string, PayingRail>;
  /** The world goes on at the rails; answers the payments that came back, of which some rail tells. */
  nextDay(): readonly (readonly [rail: string, transfer: TransferId])[];
  close(): Promise<void>;
}

/** Stripe and PayPal on loopback whose requests meet a fault as often as `rate` says, and whose payments come back as often. */
export async function faultyRails(random: Random, rate: number, now: () => Instant): Promise<FaultyRails> {
  const faultAt = () => (random.chance(rate) ? random.pick(FAULTS) : null);
  const accountAskedFor = () =>
    random.chance(rate / 2) ? { ...ACTIVE_ACCOUNT, transfers: 'inactive' as const } : ACTIVE_ACCOUNT;
  const stripe = new StripeSimulator(now, { balanceAtFirst: PLENTY, faultAt, accountAskedFor });
  const paypal = new PayPalSimulator(now, { balanceAtFirst: PLENTY, faultAt });
  const [stripeBase, paypalBase] = await Promise.all([stripe.listen(), paypal.listen()]);
  const rails = new Map<string, PayingRail>([
    ['stripe', new StripeRail({ apiKey: 'sk_test_1', apiBase: stripeBase, withinMs: WITHIN_MS })],
    ['paypal', new PayPalRail({ clientId: 'a', clientSecret: 'b', apiBase: paypalBase, withinMs: WITHIN_MS })],
  ]);
  const seen = new Set<string>();
  const isFirstLook = (id: string) => !seen.has(id) && seen.add(id) !== undefined;
  return {
    stripe,
    paypal,
    rails,
    nextDay: () => {
      stripe.letGoOn();
      paypal.letGoOn();
      const told: (readonly [string, TransferId])[] = [];
      for (const { id, reversed } of [...stripe.books.transfers]) {
        if (reversed || !isFirstLook(id) || !random.chance(rate)) continue;
        stripe.books.reverse(id);
        if (random.chance(0.5)) told.push(['stripe', id as TransferId]);
      }
      for (const { item, status } of [...paypal.books.batches]) {
        if (!isFirstLook(`${item} ${status}`) || !random.chance(rate)) continue;
        if (status === 'SUCCESS') paypal.books.become(item, { status: 'REVERSED' });
        else if (status === 'PENDING')
          paypal.books.become(item, { status: random.pick(['FAILED', 'RETURNED', 'UNCLAIMED']) });
        if (random.chance(0.5)) told.push(['paypal', item as TransferId]);
      }
      return told;
    },
    close: async () => void (await Promise.all([stripe.close(), paypal.close()])),
  };
}
