import { Argument, type Command } from 'commander';
import { ingestFile } from '../ingest/ingest-file';
import { inputSize } from '../input/read-json-lines';
import { showProgress } from '../input/show-progress';
import { cliToken } from '../storage/cli-token';
import { dataDirOption } from '../storage/data-dir-option';
import { urlOfRunning } from '../storage/running-file';

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
    .addOption(dataDirOption())
    .action(ingest);
}

async function ingest(file: string, { data, restore = false }: { data: string; restore?: boolean }): Promise<void> {
  const given = process.env['LEDGER_URL'] ?? '';
  const url = given === '' ? await urlOfRunning(data) : given.replace(/\/+$/, '');
  const token = await cliToken(data, process.env);
  const progress = showProgress(await inputSize(file), 'ingest');
  let tally = '';
  try {
    await ingestFile({
      ...{ url, token, file, restores: restore },
      onRead: (bytes) => progress.advance(bytes),
      print: (text) => (tally = text),
    });
  } finally {
    progress.stop();
    process.stdout.write(tally);
  }
}
