import { readSettings } from '@ledger/hosting/settings/settings';
import { SERVICE_MODULES } from '@apps/ledger/services';
import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbedded } from '@ledger/hosting/all-in-one/start-embedded';
import { readLedger } from '@ledger/read-models/postgres/read-ledger';
import { superuserConnectionString } from '@ledger/hosting/local-servers/postgres/server-logins';
import split2 from 'split2';
import { checkInvariants } from './check-invariants';
import { asError } from './as-error';
import { connected } from './copy-floor';
import { hashReport } from './hash-report';
import { PostgresCpu } from './postgres-cpu';
import type { RunOptions } from './run-options';
import { timed, type Taken } from './stopwatch';
import { VisibleTenths } from './visible-tenths';
import { termsOfRun } from './terms-of-run';

const EVENTS_A_REQUEST = 500;

export interface HttpFigures {
  /** From the first request to the last event visible; the client shares the process. */
  readonly http: Taken;
  readonly reportHash: string;
}

/** Measures how fast events come in through `POST /v1/events` as NDJSON. */
export async function measureHttp({ file, events, program }: RunOptions): Promise<HttpFigures> {
  const folder = await mkdtemp(join(tmpdir(), 'ledger-bench-'));
  const failures: Error[] = [];
  const { storage, http, stop } = await startEmbedded({
    modules: SERVICE_MODULES,
    dataDir: folder,
    port: 0,
    asked: { clock: undefined, empty: true },
    settings: readSettings({ LEDGER_LOG_LEVEL: 'fatal', ...termsOfRun({ program }) }),
    onStopped: (error) => failures.push(asError(error)),
  });
  try {
    return await connected(await superuserConnectionString(join(folder, 'postgres')), async (client) => {
      const postgres = await PostgresCpu.of(client);
      await client.query('CHECKPOINT');
      const visible = new VisibleTenths(client, events);
      const { taken } = await timed(postgres, () =>
        Promise.all([
          feedOverHttp(http.url, http.firstAdminToken ?? '', file),
          visible.untilAllVisible(() => failures[0] ?? null),
        ]),
      );
      await checkInvariants(client, events);
      const reportHash = await readLedger(storage.readModels, (rows) =>
        hashReport(rows, { termsOf: rows.termsOf, asOf: null }),
      );
      return { http: taken, reportHash };
    });
  } finally {
    await stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Sends the lines of a file as `ledger ingest` does: in requests of 500, one after the other. */
async function feedOverHttp(url: string, token: string, file: string): Promise<void> {
  let lines: string[] = [];
  for await (const line of createReadStream(file).pipe(split2()) as AsyncIterable<string>) {
    lines.push(line);
    if (lines.length < EVENTS_A_REQUEST) continue;
    await post(url, token, lines.join('\n'));
    lines = [];
  }
  if (lines.length > 0) await post(url, token, lines.join('\n'));
}

async function post(url: string, token: string, body: string): Promise<void> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/x-ndjson' };
  const response = await fetch(`${url}/v1/events`, { method: 'POST', headers, body });
  const answer = await response.text();
  if (!response.ok) throw new Error(`${url}/v1/events answered ${response.status}: ${answer}`);
}
