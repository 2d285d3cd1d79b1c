import { InvalidArgumentError, Option, type Command } from 'commander';
import { countMails, type MailCounts } from '@ledger/desk/mail/list-mails';
import { textTable } from '@ledger/documents/text-table';
import { createKafka } from '@ledger/messaging/kafka-client';
import { describeKafkaError } from '@ledger/messaging/describe-kafka-error';
import { silentKafkaLog } from '@ledger/messaging/kafka-log';
import {
  clusterStatus,
  lastDeadLetters,
  type ClusterStatus,
  type PutAsideRecord,
} from '@ledger/hosting/local-cluster/cluster-status';
import type { HaltedLane } from '@ledger/hosting/local-cluster/halted-lanes';
import { waitUntilVisible } from '@ledger/hosting/local-cluster/wait-until-visible';
import { withBrokersOf } from '@ledger/hosting/data-folder/brokers-of-running';
import { dataDirOption } from './data-dir-option';
import { openLedger } from '@ledger/hosting/storage/open-ledger';
import { UserError } from '@ledger/hosting/process/user-error';
import { say } from '@ledger/hosting/process/print';
import { SETTINGS } from '../settings';

const DEFAULT_TIMEOUT_S = 600;

interface StatusFlags {
  readonly data: string;
  readonly wait?: boolean;
  readonly timeout: number;
  readonly format: 'table' | 'json';
}

/** `ledger status`: how far the stages of a cluster are, and what holds them up. */
export function addStatusCommand(program: Command): void {
  program
    .command('status')
    .description('Show per program and stage how far the cluster is, its lag, and lanes that stopped.')
    .option('--wait', 'return when everything offered so far is visible in the read models')
    .addOption(
      new Option('--timeout <seconds>', 'give up waiting after this')
        .argParser(secondsArgument)
        .default(DEFAULT_TIMEOUT_S),
    )
    .addOption(new Option('--format <format>', 'how to print it').choices(['table', 'json']).default('table'))
    .addOption(dataDirOption())
    .action(status);
}

async function status({ data, wait = false, timeout, format }: StatusFlags): Promise<void> {
  const settings = (await withBrokersOf(data, SETTINGS)).kafka;
  const ledger = await openLedger({ dataDir: data, settings: SETTINGS });
  const kafka = createKafka(settings, silentKafkaLog);
  const admin = kafka.admin();
  try {
    await admin.connect();
    const { store, readModels } = ledger;
    if (wait) await waitUntilVisible({ admin, store, readModels, timeoutMs: timeout * 1_000 });
    const mails = await countMails(ledger.pool);
    show(await clusterStatus(admin, store, readModels), await lastDeadLetters(kafka), mails, format);
  } catch (error) {
    throw error instanceof Error && error.name.startsWith('KafkaJS')
      ? new UserError(describeKafkaError(error, settings), 'wait')
      : error;
  } finally {
    await admin.disconnect();
    await ledger.close();
  }
}

function show(
  found: ClusterStatus,
  deadLetters: readonly PutAsideRecord[],
  mails: MailCounts,
  format: 'table' | 'json',
): void {
  const text =
    format === 'json'
      ? `${JSON.stringify({ ...found, deadLetters, mails }, null, 2)}\n`
      : asTables(found, deadLetters, mails);
  if (format === 'json') process.stdout.write(text);
  else say(text.trimEnd());
  if (found.halted.some(({ state }) => state === 'stopped')) process.exitCode = 1;
}

function secondsArgument(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new InvalidArgumentError('a whole number of seconds from 1 to 999999');
  return Number(text);
}

function asTables(
  { steps, programs, projection, halted }: ClusterStatus,
  deadLetters: readonly PutAsideRecord[],
  { waiting, given_up: givenUp, refused }: MailCounts,
): string {
  const lags = textTable(
    ['step', 'group', 'records', 'lag'],
    steps.map(({ step, group, records, lag }) => [step, group, records, lag]),
  );
  const positions = textTable(
    ['program', 'service', 'arrivals', 'facts', 'behind'],
    programs.map(({ program, service, seq, facts, behind }) => [
      program,
      service,
      String(seq),
      String(facts),
      String(behind),
    ]),
  );
  const { appended, projected } = projection;
  const letters = deadLetters.map(
    ({ number, record, code, reason }) => `dead letter ${number} is record ${record} (${code}): ${reason}\n`,
  );
  const mail = `mail: ${waiting} wait to be sent, ${refused} were refused, ${givenUp} were given up (ledger mail list)`;
  const lines = [...halted.map(laneLine), ...letters].join('');
  return `${lags}\n${positions}\nread models: position ${projected} of ${appended}\n${mail}\n${lines}`;
}

function laneLine({ topic, partition, state, reason, record }: HaltedLane): string {
  const at = record === null ? '' : ` at record ${record}`;
  const past =
    record === null ? '' : `\n  past it, if it has no verdict: ledger lanes skip --record ${record} --reason …`;
  return `lane ${topic}/${partition} is ${state}${at}: ${reason}${past}\n`;
}
