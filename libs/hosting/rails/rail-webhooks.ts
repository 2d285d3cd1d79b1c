import type { Pool } from 'pg';
import { PostgresNoticeInbox } from '@ledger/rails/desk/postgres-notice-inbox';
import type { RailWebhooks } from '@ledger/rails/rail-notice';
import type { RailSettings } from '../settings/rail-settings';

/** Where rails send their notices: they are kept here, and heeded by whoever sends. */
export function railWebhooks(pool: Pool, { stripe }: RailSettings): RailWebhooks {
  const secret = stripe?.webhookSecret ?? null;
  if (secret === null) return { stripe: null };
  // It claims nothing.
  const inbox = new PostgresNoticeInbox(pool, 0);
  const keep = async (body: Buffer, signature: string | undefined) => {
    const { readStripeNotice } = await import('@ledger/rails/stripe/read-stripe-notice');
    await inbox.keep('stripe', readStripeNotice(body, signature, secret));
  };
  return { stripe: keep };
}
