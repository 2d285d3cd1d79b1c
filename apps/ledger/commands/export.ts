import type { Command } from 'commander';
import { ledgerAsOf } from '@ledger/read-models/as-of/ledger-as-of';
import { Projector } from '@ledger/read-models/postgres/projector';
import { readLedger } from '@ledger/read-models/postgres/read-ledger';
import type { ListName } from '@ledger/read-models/report/lists';
import { writeReport } from '@ledger/read-models/report/write-report';
import { buildReadModels } from '@ledger/runner/build-read-models';
import { checkEdition } from '@ledger/runner/edition';
import { programsByFacts } from '@ledger/runner/programs-by-facts';
import { programsInForce } from '@ledger/runner/programs-in-force';
import { catchUpProjection } from '@ledger/runner/project-log';
import { termsByName } from '../terms-by-name';
import { dataDirOption } from '../storage/data-dir-option';
import { formatOption, reportChoice, showOption, type ReportFormat } from './report-options';
import { openStorage } from '../storage/open-storage';
import { programsOfLedger } from '../storage/programs-of-ledger';
import { sayBeside } from '../print';

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
  const onFile = await programsOfLedger(data, process.env);
  const storage = await openStorage({ dataDir: data, environment: process.env });
  const { store, readModels } = storage;
  try {
    await checkEdition(store);
    const programs = await programsInForce(store, onFile);
    const termsOf = termsByName(programs);
    await buildReadModels({ store, readModels, programs, forOps: false, say: sayBeside });
    await catchUpProjection(store, new Projector(readModels, { calendarOf: (name) => termsOf(name).calendar }));
    const byFacts = termsByName(await programsByFacts(store, programs));
    await readLedger(readModels, async (rows) => {
      await writeReport(await ledgerAsOf(rows, { termsOf: byFacts, asOf: null }), process.stdout, choice);
    });
  } finally {
    await storage.close();
  }
}
