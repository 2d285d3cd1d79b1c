import type { Command } from 'commander';
import { AMENDMENTS } from '@ledger/runner/crossing/amendments';
import { countOf, differencesOfEdition } from '@ledger/runner/crossing/differences';
import { putEditionInForce } from '@ledger/runner/crossing/cross-to-edition';
import { editionOf, FIRST_EDITION, refuseUnknown } from '@ledger/runner/edition';
import { checkPersonalKey, notePersonalKey } from '@ledger/runner/personal/check-key';
import { recordedPrograms } from '@ledger/runner/recorded-programs';
import { dataDirOption } from './data-dir-option';
import { withLedger } from '@ledger/hosting/storage/open-ledger';
import { say } from '@ledger/hosting/process/print';
import { SETTINGS } from '../settings';

/** `ledger upgrade`: judges and decides a log of the first edition of the rules anew, or says what that would change. */
export function addUpgradeCommand(program: Command): void {
  program
    .command('upgrade')
    .description('Bring the log to the edition of the rules of this release; a start does the same.')
    .option('--dry-run', 'change nothing: list each verdict, line and payout that would differ')
    .addOption(dataDirOption())
    .action(upgrade);
}

async function upgrade({ data, dryRun = false }: { data: string; dryRun?: boolean }): Promise<void> {
  await withLedger({ dataDir: data, settings: SETTINGS }, async ({ store, personalData, concealer }) => {
    await checkPersonalKey({ store, personalData, concealer });
    const programs = await recordedPrograms(store);
    const edition = await editionOf(store);
    refuseUnknown(edition);
    if (edition !== FIRST_EDITION) return say('nothing to do: the log has the edition of this release');
    if (!dryRun) {
      await putEditionInForce({ store, personalData, concealer, programs, say });
      return await notePersonalKey({ store, personalData, concealer });
    }
    const differences = await differencesOfEdition({ store, personalData, concealer, programs });
    for (const { what, sign, text, amendment } of differences) say(`${sign} ${what} ${text} [${amendment}]`);
    for (const amendment of new Set(differences.map((each) => each.amendment))) {
      say(`${amendment}: ${AMENDMENTS[amendment]}`);
    }
    if (differences.length === 0) return say('nothing would differ');
    say(`${countOf(differences)} would differ; nothing was changed`);
  });
}
