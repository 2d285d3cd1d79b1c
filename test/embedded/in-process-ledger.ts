import { SERVICE_MODULES } from '@apps/ledger/services';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { readSettings } from '@ledger/hosting/settings/settings';
import { startEmbedded, type RunningEmbedded } from '@ledger/hosting/all-in-one/start-embedded';
import { ledgerAsOf } from '@ledger/read-models/as-of/ledger-as-of';
import { readLedger } from '@ledger/read-models/postgres/read-ledger';
import { writeReport } from '@ledger/read-models/report/write-report';
import { ledgerPlace, type LedgerPlace } from './ledger-process';

/** A running ledger in this process, on an empty database and data folder of its own. */
export interface InProcessLedger {
  readonly running: RunningEmbedded;
  readonly token: string;
  /** What `ledger export` prints, once everything recorded is visible. */
  exported(): Promise<string>;
  remove(): Promise<void>;
}

export async function inProcessLedger(): Promise<InProcessLedger> {
  const place = await ledgerPlace();
  const ledger = await openInProcess(place);
  const remove = async () => {
    await ledger.running.stop();
    await place.remove();
  };
  return { ...ledger, remove };
}

/** The ledger of a place, running in this process. */
export async function openInProcess({
  dataDir,
  connectionString,
}: LedgerPlace): Promise<Omit<InProcessLedger, 'remove'>> {
  const settings = readSettings({ LEDGER_POSTGRES_URL: connectionString, LEDGER_LOG_LEVEL: 'fatal' });
  const failures: unknown[] = [];
  const running = await startEmbedded({
    modules: SERVICE_MODULES,
    dataDir,
    port: 0,
    asked: { clock: undefined, empty: true },
    settings,
    onStopped: (error) => failures.push(error),
  });
  return {
    running,
    token: running.http.firstAdminToken ?? '',
    exported: async () => {
      await running.caughtUp();
      if (failures.length > 0) throw failures[0];
      return readLedger(running.storage.readModels, async (rows) => {
        const out = new PassThrough();
        const printed = text(out);
        await writeReport(await ledgerAsOf(rows, { termsOf: rows.termsOf, asOf: null }), out, { format: 'json' });
        out.end();
        return printed;
      });
    },
  };
}
