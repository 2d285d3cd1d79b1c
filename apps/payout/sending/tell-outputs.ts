import { outputRecord } from '@ledger/hosting/service/public-outputs';
import type { ServiceParts } from '@ledger/hosting/service/service-parts';
import { startMails } from '@ledger/hosting/mail/start-mails';
import { startWebhooks } from '@ledger/hosting/webhooks/start-webhooks';
import { PostgresRecoveries } from '@ledger/rails/desk/postgres-recoveries';
import { PostgresToldSendings } from '@ledger/rails/desk/postgres-told-sendings';
import { tellSendings } from '@ledger/rails/sender/tell-sendings';

/**
 * What this service tells others beside what its stage decides: all outputs by webhooks, on its topic which payouts were
 * sent, and people by mail. Answers what ends it.
 */
export async function tellOutputs({ settings, storage, producer, log }: ServiceParts): Promise<() => Promise<void>> {
  const { store, pool, api } = storage;
  const warn = (line: string) => log.warn(line);
  const recoveries = new PostgresRecoveries(pool, null);
  const stopWebhooks = startWebhooks({ store, pool, recoveries }, warn);
  const stopMails = await startMails({ pool, api, store, recoveries, settings: settings.mail, warn });
  const stopping = new AbortController();
  const telling = tellSendings(
    {
      store,
      told: new PostgresToldSendings(pool),
      tell: (outputs) => producer.send(outputs.map(outputRecord)),
      mayTell: async () => (await recoveries.heldBy()) === null,
      warn,
    },
    stopping.signal,
  );
  return async () => {
    stopping.abort();
    await Promise.all([telling, stopWebhooks(), stopMails()]);
  };
}
