import { Argument, Option, type Command } from 'commander';
import { ingestFile } from '../ingest/ingest-file';
import { trialTable } from '../ingest/trial-table';
import { tryAtService } from '../ingest/try-at-service';
import { inputSize } from '@ledger/hosting/input/read-json-lines';
import { showProgress } from './show-progress';
import { say } from '@ledger/hosting/process/print';
import { cliToken } from '@ledger/hosting/data-folder/cli-token';
import { dataDirOption } from './data-dir-option';
import { urlOfLedger, urlOfRunning } from '@ledger/hosting/data-folder/running-file';
import { UserError } from '@ledger/hosting/process/user-error';
import { SETTINGS } from '../settings';
import type { FolderTrial } from '../ingest/try-on-folder';

interface IngestFlags {
  readonly data: string;
  readonly restore?: boolean;
  readonly dryRun?: boolean;
  readonly format?: 'table' | 'json';
}

/** `ledger ingest`: a file of any length into the running ledger; sent again, it changes nothing. */
export function addIngestCommand(program: Command): void {
  program
    .command('ingest')
    .description('Send a file of events of any size to the running ledger; safe to repeat.')
    .addArgument(new Argument('<file>', 'NDJSON file of CloudEvents, or - for standard input'))
    .option(
      '--restore',
      'the file is the log of a ledger (facts export), with ticks of its clock; LEDGER_TOKEN must be of kind admin',
    )
    .option(
      '--dry-run',
      'record nothing: print the verdicts, and the lines, payouts and credits that would follow (on the data folder itself where no ledger runs)',
    )
    .addOption(new Option('--format <format>', 'how to print a trial (default: table)').choices(['table', 'json']))
    .addOption(dataDirOption())
    .action(ingest);
}

async function ingest(file: string, flags: IngestFlags): Promise<void> {
  const { data, restore: restores = false, dryRun = false, format } = flags;
  if (dryRun) return tryFile(file, flags);
  if (format !== undefined) throw new UserError('--format goes with --dry-run');
  const url = (await urlOfLedger(data, SETTINGS)) ?? (await urlOfRunning(data));
  const token = await cliToken(data, SETTINGS);
  const progress = showProgress(await inputSize(file), 'ingest');
  let tally = '';
  try {
    await ingestFile({
      url,
      token,
      file,
      restores,
      onRead: (bytes) => progress.advance(bytes),
      print: (text) => (tally = text),
    });
  } finally {
    progress.stop();
    process.stdout.write(tally);
  }
}

async function tryFile(file: string, { data, restore: restores = false, format }: IngestFlags): Promise<void> {
  await inputSize(file);
  const url = await urlOfLedger(data, SETTINGS);
  const trial =
    url === null
      ? await tryHere({ dataDir: data, settings: SETTINGS, file, restores })
      : await tryAtService({ url, token: await cliToken(data, SETTINGS), restores }, file);
  if (format === 'json') process.stdout.write(`${JSON.stringify(trial)}\n`);
  else say(trialTable(trial));
}

/** What judges and stages events is loaded only where no ledger runs that does it. */
async function tryHere(trial: FolderTrial) {
  const { tryOnFolder } = await import('../ingest/try-on-folder');
  return tryOnFolder(trial);
}
