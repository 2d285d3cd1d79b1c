import type { Pool } from 'pg';
import { PostgresNoticeInbox } from '@ledger/rails/desk/postgres-notice-inbox';
import { PayPalNotices } from '@ledger/rails/paypal/paypal-notices';
import type { RailWebhooks } from '@ledger/rails/rail-notice';
import type { RailSettings } from '../settings/rail-settings';

/** Whether an event is PayPal's is asked within this: PayPal waits for an answer, and sends the event again. */
const JUDGED_WITHIN_MS = 10_000;

/** Where rails send their notices: they are kept here, and heeded by whoever sends. */
export function railWebhooks(pool: Pool, { stripe, paypal }: RailSettings): RailWebhooks {
  // It claims nothing.
  const inbox = new PostgresNoticeInbox(pool, 0);
  return { stripe: stripeWebhook(inbox, stripe), paypal: payPalWebhook(inbox, paypal) };
}

function stripeWebhook(inbox: PostgresNoticeInbox, stripe: RailSettings['stripe']): RailWebhooks['stripe'] {
  const secret = stripe?.webhookSecret ?? null;
  if (secret === null) return null;
  return async (body, signature) => {
    const { readStripeNotice } = await import('@ledger/rails/stripe/read-stripe-notice');
    await inbox.keep('stripe', readStripeNotice(body, signature, secret));
  };
}

function payPalWebhook(inbox: PostgresNoticeInbox, paypal: RailSettings['paypal']): RailWebhooks['paypal'] {
  if (paypal === null || paypal.webhookId === null) return null;
  const notices = new PayPalNotices({ ...paypal, withinMs: JUDGED_WITHIN_MS }, paypal.webhookId);
  return async (body, transmission) => inbox.keep('paypal', await notices.read(body, transmission));
}
