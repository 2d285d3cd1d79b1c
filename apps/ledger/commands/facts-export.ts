import { once } from 'node:events';
import type { Command } from 'commander';
import { jsonText } from '@ledger/contracts/json-text';
import { checkEdition } from '@ledger/runner/edition';
import { exportFacts } from '@ledger/runner/export-facts';
import { checkPersonalKey } from '@ledger/runner/personal/check-key';
import { dataDirOption } from './data-dir-option';
import { withLedger } from '@ledger/hosting/storage/open-ledger';
import { SETTINGS } from '../settings';

/** `ledger facts export` writes the log: everything that arrived, whose replay is this ledger. */
export function addFactsCommand(program: Command): void {
  program
    .command('facts')
    .description('The log of everything that arrived.')
    .command('export')
    .description(
      'Write everything that arrived, in its order, as contract events (NDJSON): their replay is this ledger.',
    )
    .addOption(dataDirOption())
    .action(writeFacts);
}

async function writeFacts({ data }: { data: string }): Promise<void> {
  await withLedger({ dataDir: data, settings: SETTINGS }, async (ledger) => {
    await checkEdition(ledger.store);
    await checkPersonalKey(ledger);
    for await (const event of exportFacts(ledger)) {
      if (!process.stdout.write(`${jsonText(event)}\n`)) await once(process.stdout, 'drain');
    }
  });
}
