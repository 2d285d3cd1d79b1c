import { InvalidArgumentError, Option, type Command } from 'commander';
import { PUBLIC_INPUT_TOPICS } from '@ledger/messaging/topics';
import { ledgerAsOf } from '@ledger/read-models/as-of/ledger-as-of';
import { readLedger } from '@ledger/read-models/postgres/read-ledger';
import { writeReport } from '@ledger/read-models/report/write-report';
import { EVENT_STORES, type EventStoreKind } from '@ledger/hosting/settings/event-store-settings';
import { feedSamples } from '@ledger/hosting/samples/feed-samples';
import { judgeBeforeCluster, runCluster, type RunningLocalCluster } from '@ledger/hosting/local-cluster/run-cluster';
import { typed } from '@ledger/hosting/process/command-name';
import { dataDirOption } from './data-dir-option';
import type { AskedStart, Clock } from '@ledger/hosting/data-folder/how-begun';
import { onDataFolderAlone } from '@ledger/hosting/data-folder/running-file';
import { howItRuns } from './say-how-begun';
import { untilStopped, type StopRequest } from '@ledger/hosting/process/until-stopped';
import { clockOption, forGoodOption } from './clock-option';
import { portArgument } from './port-argument';
import { SHOWN_PARTNERS } from './report-options';
import { SETTINGS } from '../settings';
import { say } from '@ledger/hosting/process/print';

const DEFAULT_PORT = 4600;
const SAMPLES_TIMEOUT_MS = 300_000;

interface StartClusterFlags {
  readonly data: string;
  readonly port: number;
  readonly eventStore?: EventStoreKind;
  readonly instances: number;
  readonly clock?: Clock;
  readonly forGood?: boolean;
  readonly empty?: boolean;
}

/** `ledger start-cluster`: the five services as processes of their own, on Kafka, with what they need around them. */
export function addStartClusterCommand(program: Command): void {
  program
    .command('start-cluster')
    .description(
      'Bring the ledger up as five services on Kafka; broker and Postgres too where the environment names none.',
    )
    .option('--empty', 'begin without the samples (so does --clock wall)')
    .addOption(dataDirOption())
    .addOption(
      new Option('--port <n>', 'port of the first service on 127.0.0.1; the others follow (0: any)')
        .argParser(portArgument)
        .default(DEFAULT_PORT),
    )
    .addOption(
      new Option(
        '--event-store <kind>',
        'where the log is kept (default: LEDGER_EVENT_STORE, else what the data folder was begun with, else postgres)',
      ).choices(EVENT_STORES),
    )
    .addOption(new Option('--instances <n>', 'so many of each service').argParser(instancesArgument).default(1))
    .addOption(clockOption())
    .addOption(forGoodOption())
    .action(startCluster);
}

async function startCluster(flags: StartClusterFlags): Promise<void> {
  const { data: dataDir, eventStore } = flags;
  await judgeBeforeCluster({ dataDir, settings: SETTINGS, ...(eventStore && { eventStore }) });
  const stopped = untilStopped('reader');
  await onDataFolderAlone(flags.data, () => runUntilStopped(flags, stopped));
}

async function runUntilStopped(
  { data, empty = false, clock, forGood = false, ...flags }: StartClusterFlags,
  stopped: StopRequest,
): Promise<void> {
  say(`Starting the cluster in ${data} …`);
  const { signal } = stopped;
  const asked = { clock, empty, forGood };
  const starting = runCluster({ dataDir: data, settings: SETTINGS, say, signal, asked, ...flags });
  const cluster = await unlessAborted(starting, signal);
  if (cluster === null) return say('Stopped before it ran.');
  try {
    await Promise.race([present(cluster, asked), stopped.asked]);
    await stopped.asked;
    say('Stopping …');
  } finally {
    await cluster.stop();
  }
}

/** What a start fails with once it is asked to stop is no news. */
async function unlessAborted<T>(starting: Promise<T>, signal: AbortSignal): Promise<T | null> {
  try {
    return await starting;
  } catch (error) {
    if (signal.aborted) return null;
    throw error;
  }
}

async function present(cluster: RunningLocalCluster, asked: AskedStart): Promise<void> {
  const { dataDir, settings, begun, readModels } = cluster;
  if (begun.samples && !asked.empty) {
    const sent = await feedSamples(dataDir, settings.kafka);
    say(sent === 0 ? 'The samples were fed before.' : `${sent} lines of samples are on their way through Kafka …`);
    await cluster.caughtUp(SAMPLES_TIMEOUT_MS);
  }
  await readLedger(readModels, async (rows) => {
    await writeReport(await ledgerAsOf(rows, { termsOf: rows.termsOf, asOf: null }), process.stdout, {
      format: 'table',
      maxRows: SHOWN_PARTNERS,
    });
  });
  sayWhere(cluster, asked);
}

function sayWhere({ fleet, servers, dataDir, begun, firstAdminToken }: RunningLocalCluster, asked: AskedStart): void {
  say('');
  say('The cluster runs. Ctrl-C stops it; started again it goes on where it was.');
  for (const {
    service,
    number,
    url,
    process: { pid },
  } of fleet.members) {
    say(
      `  ${`${service} ${number}`.padEnd(18)} ${url}   process ${pid}${service === 'referral-intake' ? '   (POST /v1/events)' : ''}`,
    );
  }
  for (const line of servers.descriptions) say(`  ${line}`);
  say(`  produce to ${PUBLIC_INPUT_TOPICS.join(', ')}`);
  say(`  data       ${dataDir}   logs in ${dataDir}/logs`);
  say(`  look       ${typed('status')} --data ${dataDir}   (--wait: until all that was offered is visible)`);
  howItRuns(begun, asked).forEach(say);
  if (firstAdminToken === null) return;
  say(`  token      ${firstAdminToken}`);
  say(`             may do everything; it is shown this once (${typed('tokens issue')} makes others)`);
}

function instancesArgument(text: string): number {
  if (!/^[1-9]\d?$/.test(text)) throw new InvalidArgumentError('a whole number from 1 to 99');
  return Number(text);
}
