import { Pool } from 'pg';
import { Outbox } from '@ledger/desk/mail/sending/outbox';
import { postBySmtp } from '@ledger/desk/mail/sending/post-mail';
import { sendMails } from '@ledger/desk/mail/sending/send-mails';
import { endsInTime } from '@ledger/machine/in-time';
import { outliveConnections } from '@ledger/postgres/outlive-connections';
import type { PostgresRecoveries } from '@ledger/rails/desk/postgres-recoveries';
import type { MailSettings } from '../settings/mail-settings';
import { readOwnMails } from './own-mails';

/** A mail that is on its way when the process stops is waited for as long; else it goes out again. */
const STOP_WITHIN_MS = 3_000;
/** As many as mails are under way, and nothing else is kept from Postgres. */
const CONNECTIONS = 4;

export interface MailPlace {
  readonly pool: Pool;
  readonly recoveries: PostgresRecoveries;
  readonly settings: MailSettings;
  readonly warn: (line: string) => void;
}

/**
 * Sends the mails of the outbox by the server of the settings, beside everything else; without a server they stay in it.
 * Answers what ends it. Throws UserError for templates that are none.
 */
export async function startMails({ pool, recoveries, settings, warn }: MailPlace): Promise<() => Promise<void>> {
  const { server, publicUrl, templates } = settings;
  const own = await readOwnMails(templates);
  if (server === null || publicUrl === null) return () => Promise.resolve();
  const stopping = new AbortController();
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
    stopping.signal,
  );
  return async () => {
    stopping.abort();
    await endsInTime(sending, STOP_WITHIN_MS);
    await ownPool.end();
  };
}
