import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Option, type Command } from 'commander';
import { ledgerAsOf } from '@ledger/read-models/as-of/ledger-as-of';
import { readLedger } from '@ledger/read-models/postgres/read-ledger';
import { writeReport } from '@ledger/read-models/report/write-report';
import { thisProcess } from '@ledger/machine/process-identity';
import { writeWhole } from '@ledger/machine/files/write-whole';
import { feedFile } from '@ledger/hosting/samples/feed-file';
import { feedPeople } from '@ledger/hosting/samples/feed-people';
import { sampleFiles } from '@ledger/hosting/samples/sample-files';
import { judgeSettingsOfStart } from '@ledger/hosting/settings/judge-settings';
import { startEmbedded, type RunningEmbedded } from '@ledger/hosting/all-in-one/start-embedded';
import { typed } from '@ledger/hosting/process/command-name';
import { dataDirOption } from './data-dir-option';
import type { AskedStart, Clock } from '@ledger/hosting/data-folder/how-begun';
import { onDataFolderAlone, runningFile } from '@ledger/hosting/data-folder/running-file';
import { howItRuns } from './say-how-begun';
import { untilStopped, type StopRequest } from '@ledger/hosting/process/until-stopped';
import { SERVICE_MODULES } from '../services';
import { SETTINGS } from '../settings';
import { clockOption, forGoodOption } from './clock-option';
import { portArgument } from './port-argument';
import { SHOWN_PARTNERS } from './report-options';
import { say } from '@ledger/hosting/process/print';

const DEFAULT_PORT = 4600;

interface StartFlags {
  readonly data: string;
  readonly port: number;
  readonly clock?: Clock;
  readonly forGood?: boolean;
  readonly empty?: boolean;
  readonly rails?: 'simulator';
}

/** `ledger start`: the five services in one process on an embedded Postgres, with sample data unless told otherwise. */
export function addStartCommand(program: Command): void {
  program
    .command('start')
    .description('Bring the ledger up in one process: embedded Postgres, five services, the presets, sample data.')
    .option('--empty', 'begin without the samples (so does --clock wall)')
    .addOption(dataDirOption())
    .addOption(
      new Option('--port <n>', 'port of the HTTP API on 127.0.0.1').argParser(portArgument).default(DEFAULT_PORT),
    )
    .addOption(clockOption())
    .addOption(forGoodOption())
    .addOption(
      new Option('--rails <which>', 'pay by a simulated Stripe and PayPal, which the folder remembers').choices([
        'simulator',
      ]),
    )
    .action(start);
}

async function start(flags: StartFlags): Promise<void> {
  await judgeSettingsOfStart(flags.data, SETTINGS);
  const stopped = untilStopped('reader');
  await onDataFolderAlone(flags.data, () => runUntilStopped(flags, stopped));
}

async function runUntilStopped(flags: StartFlags, stopped: StopRequest): Promise<void> {
  const { data, port, clock, forGood = false, empty = false, rails } = flags;
  say(`Starting the ledger in ${data} …`);
  const asked = { clock, empty, forGood };
  const running = await startEmbedded({
    modules: SERVICE_MODULES,
    dataDir: data,
    port,
    asked,
    simulatedRails: rails === 'simulator',
    settings: SETTINGS,
    say,
    onStopped: stopped.because,
  });
  const file = join(running.storage.dataDir, runningFile);
  try {
    await writeWhole(file, JSON.stringify({ ...thisProcess(), url: running.http.url }));
    if (running.begun.samples && empty) say(samplesAreHere(data));
    if (running.begun.samples && !empty) await feedSamples(running, stopped.signal);
    const isShown = running.begun.samples && !empty && !stopped.signal.aborted;
    if (isShown) await showPeople(running);
    if (!stopped.signal.aborted) await present(running, asked);
    await stopped.asked;
    say('Stopping …');
  } finally {
    await rm(file, { force: true });
    await running.stop();
  }
}

/** What `--empty` comes to late for: made-up facts never leave a log. */
function samplesAreHere(data: string): string {
  return `The ledger in ${data} was begun with samples: --empty feeds no more of them, and takes none away; an empty one is begun in a folder of its own (--data).`;
}

/** The people of the samples need read models that have the samples. */
async function showPeople(running: RunningEmbedded): Promise<void> {
  await running.caughtUp();
  const { storage, http } = running;
  const done = await feedPeople({ dataDir: storage.dataDir, url: http.url, api: storage.api });
  say(`  people: ${done ?? 'all of it done before'}`);
}

async function present(running: RunningEmbedded, asked: AskedStart): Promise<void> {
  await running.caughtUp();
  await printLedger(running);
  sayWhere(running, asked);
}

async function feedSamples({ ledger }: RunningEmbedded, signal: AbortSignal): Promise<void> {
  for (const { path, name } of sampleFiles()) {
    const { accepted, ignored, rejected, repeated } = await feedFile(ledger, { path, name }, signal);
    if (signal.aborted) return;
    const news = accepted + ignored + rejected;
    say(
      news === 0
        ? `  ${name}: ${repeated} lines, all fed before`
        : `  ${name}: ${accepted} accepted, ${ignored} ignored, ${rejected} rejected${repeated > 0 ? `, ${repeated} fed before` : ''}`,
    );
  }
}

async function printLedger({ storage }: RunningEmbedded): Promise<void> {
  await readLedger(storage.readModels, async (rows) => {
    await writeReport(await ledgerAsOf(rows, { termsOf: rows.termsOf, asOf: null }), process.stdout, {
      format: 'table',
      maxRows: SHOWN_PARTNERS,
    });
  });
}

function sayWhere({ http, storage, begun }: RunningEmbedded, asked: AskedStart): void {
  say('');
  say(`The ledger runs. Ctrl-C stops it; started again it goes on where it was.`);
  say(`  API        ${http.url}   (described at ${http.url}/docs)`);
  say(`  health     ${http.url}/readyz   metrics ${http.url}/metrics`);
  say(`  data       ${storage.dataDir}   ${storage.description}`);
  howItRuns(begun, asked).forEach(say);
  if (http.firstAdminToken === null) return;
  say(`  token      ${http.firstAdminToken}`);
  say(`             may do everything; it is shown this once (${typed('tokens issue')} makes others)`);
}
