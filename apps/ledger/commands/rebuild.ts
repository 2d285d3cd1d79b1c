import type { Command } from 'commander';
import { Projector } from '@ledger/read-models/postgres/projector';
import { describeRebuild } from '@ledger/read-models/postgres/rebuild/describe-rebuild';
import { rebuildReadModels } from '@ledger/read-models/postgres/rebuild/rebuild-read-models';
import { buildReadModels, logCheckOf } from '@ledger/runner/build-read-models';
import { checkEdition } from '@ledger/runner/edition';
import { checkNotProjected, readBatches } from '@ledger/runner/project-log';
import { showProgress } from './show-progress';
import { dataDirOption } from './data-dir-option';
import { withLedger } from '@ledger/hosting/storage/open-ledger';
import { say, sayBeside } from '@ledger/hosting/process/print';
import { SETTINGS } from '../settings';

/** `ledger rebuild`: the read models anew from the streams, compared with the live ones, and swapped in. */
export function addRebuildCommand(program: Command): void {
  program
    .command('rebuild')
    .description('Build the read models anew from the streams beside the live ones; swap them if they are equal.')
    .option('--accept', 'swap even where they differ (never from a log that is not what was recorded)')
    .addOption(dataDirOption())
    .action(rebuild);
}

async function rebuild({ data, accept = false }: { data: string; accept?: boolean }): Promise<void> {
  await withLedger({ dataDir: data, settings: SETTINGS }, async ({ store, readModels, settings }) => {
    const progress = showProgress(Number(await store.lastPosition()), 'rebuild');
    try {
      await checkEdition(store);
      await buildReadModels({ store, readModels, forOps: false, say: () => undefined });
      await checkNotProjected(store, new Projector(readModels));
      const check = logCheckOf(store);
      let shown = 0n;
      const outcome = await rebuildReadModels({
        dataSource: readModels,
        readBatches: (from, to) => readBatches(store, from, to, check),
        swap: accept ? 'any' : 'equal',
        readersMayTakeMs: settings.readersMayTakeMs,
        say: sayBeside,
        onProgress: (position) => {
          progress.advance(Number(position - shown));
          shown = position;
        },
      });
      progress.stop();
      say(describeRebuild(outcome));
      if (!outcome.swapped) process.exitCode = 1;
    } finally {
      progress.stop();
    }
  });
}
