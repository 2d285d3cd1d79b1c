import type { Command } from 'commander';
import { ledgerAsOf } from '@ledger/read-models/as-of/ledger-as-of';
import { readLedger } from '@ledger/read-models/postgres/read-ledger';
import type { ListName } from '@ledger/read-models/report/lists';
import { writeReport } from '@ledger/read-models/report/write-report';
import { dataDirOption } from './data-dir-option';
import { formatOption, reportChoice, showOption, type ReportFormat } from './report-options';
import { withReadModels } from './with-read-models';

interface ExportFlags {
  readonly data: string;
  readonly format: ReportFormat;
  readonly show?: readonly ListName[];
}

/** `ledger export` prints from the read models what the replay prints. */
export function addExportCommand(program: Command): void {
  program
    .command('export')
    .description('Print the ledger from the read models, as `ledger replay` prints it.')
    .addOption(dataDirOption())
    .addOption(formatOption())
    .addOption(showOption())
    .action(exportLedger);
}

async function exportLedger({ data, ...flags }: ExportFlags): Promise<void> {
  const choice = reportChoice(flags);
  await withReadModels(data, async ({ readModels }) => {
    await readLedger(readModels, async (rows) => {
      await writeReport(await ledgerAsOf(rows, { termsOf: rows.termsOf, asOf: null }), process.stdout, choice);
    });
  });
}
