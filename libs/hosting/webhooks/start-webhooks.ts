import { Pool } from 'pg';
import { endsInTime } from '@ledger/machine/in-time';
import { outliveConnections } from '@ledger/postgres/outlive-connections';
import type { PostgresRecoveries } from '@ledger/rails/desk/postgres-recoveries';
import { WebhookDesk } from '@ledger/webhooks/desk/webhook-desk';
import { LogOutputs } from '@ledger/webhooks/log-outputs';
import { postWebhook } from '@ledger/webhooks/post-webhook';
import { sendWebhooks } from '@ledger/webhooks/send-webhooks';
import type { Storage } from '../storage/open-storage';

/** A request that is under way when the process stops is waited for as long; else it is made again. */
const STOP_WITHIN_MS = 3_000;
/** Many addresses with many outputs wait for each other here, and keep nothing else from Postgres. */
const CONNECTIONS = 2;

/** Posts outputs to the endpoints of webhooks, beside everything else. Answers what ends it. */
export function startWebhooks(
  { store, pool, recoveries }: Pick<Storage, 'store' | 'pool'> & { readonly recoveries: PostgresRecoveries },
  warn: (line: string) => void,
): () => Promise<void> {
  const stopping = new AbortController();
  const mayPost = async () => (await recoveries.heldBy()) === null;
  const ownPool = new Pool({ ...pool.options, max: CONNECTIONS });
  outliveConnections(ownPool);
  const place = { desk: new WebhookDesk(ownPool), outputs: new LogOutputs(store), post: postWebhook };
  const sending = sendWebhooks({ ...place, warn, now: () => new Date(), mayPost }, stopping.signal);
  return async () => {
    stopping.abort();
    await endsInTime(sending, STOP_WITHIN_MS);
    await ownPool.end();
  };
}
