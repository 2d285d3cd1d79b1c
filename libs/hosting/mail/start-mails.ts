import { Pool } from 'pg';
import { mailOutputs } from '@ledger/desk/mail/outputs/mail-outputs';
import { Outbox } from '@ledger/desk/mail/sending/outbox';
import { postBySmtp } from '@ledger/desk/mail/sending/post-mail';
import { sendMails } from '@ledger/desk/mail/sending/send-mails';
import type { OwnMails } from '@ledger/desk/mail/templates/mail-sources';
import type { EventStore } from '@ledger/event-store/event-store';
import { endsInTime } from '@ledger/machine/in-time';
import { outliveConnections } from '@ledger/postgres/outlive-connections';
import type { PostgresRecoveries } from '@ledger/rails/desk/postgres-recoveries';
import { LogOutputs } from '@ledger/webhooks/log-outputs';
import type { DataSource } from 'typeorm';
import type { MailSettings } from '../settings/mail-settings';
import { readOwnMails } from './own-mails';

/** A mail that is on its way when the process stops is waited for as long; else it goes out again. */
const STOP_WITHIN_MS = 3_000;
/** As many as mails are under way, and nothing else is kept from Postgres. */
const CONNECTIONS = 4;

export interface MailPlace {
  readonly pool: Pool;
  readonly api: DataSource;
  readonly store: EventStore;
  readonly recoveries: PostgresRecoveries;
  readonly settings: MailSettings;
  readonly warn: (line: string) => void;
}

/**
 * Puts what the log tells partners into the outbox, and sends what is in it by the server of the settings, beside
 * everything else; without a server it stays there. Answers what ends it. Throws UserError for templates that are none.
 */
export async function startMails(place: MailPlace): Promise<() => Promise<void>> {
  const { api, store, settings, warn } = place;
  const own = await readOwnMails(settings.templates);
  const stopping = new AbortController();
  const { signal } = stopping;
  const telling = mailOutputs({ api, outputs: new LogOutputs(store), warn }, signal);
  const stopSending = startSending(place, own, signal);
  return async () => {
    stopping.abort();
    await Promise.all([endsInTime(telling, STOP_WITHIN_MS), stopSending()]);
  };
}

function startSending(
  { pool, recoveries, settings: { server, publicUrl }, warn }: MailPlace,
  own: OwnMails,
  signal: AbortSignal,
): () => Promise<void> {
  if (server === null || publicUrl === null) return () => Promise.resolve();
  const ownPool = new Pool({ ...pool.options, max: CONNECTIONS });
  outliveConnections(ownPool);
  const sending = sendMails(
    {
      outbox: new Outbox(ownPool),
      post: postBySmtp(server),
      own,
      baseUrl: publicUrl,
      domain: server.domain,
      warn,
      now: () => new Date(),
      maySend: async () => (await recoveries.heldBy()) === null,
    },
    signal,
  );
  return async () => {
    await endsInTime(sending, STOP_WITHIN_MS);
    await ownPool.end();
  };
}
