import type { Command } from 'commander';
import { ledgerAsOf } from '@ledger/read-models/as-of/ledger-as-of';
import { readLedger } from '@ledger/read-models/postgres/read-ledger';
import type { ListName } from '@ledger/read-models/report/lists';
import { writeReport } from '@ledger/read-models/report/write-report';
import { bookOf } from '@ledger/read-models/journal/book-of';
import { journalOfLedger } from '@ledger/runner/journal-of-ledger';
import type { Book } from '@ledger/documents/journal/book';
import type { JournalChoice, JournalFormat } from '@ledger/documents/journal/journal-text';
import { UserError } from '@ledger/hosting/process/user-error';
import type { OpenLedger } from '@ledger/hosting/storage/open-ledger';
import { dataDirOption } from './data-dir-option';
import { chartOption, isJournalFormat, journalChoice, refuseChart, writeJournal } from './journal-options';
import { formatOption, reportChoice, showOption, type ReportFormat } from './report-options';
import { withReadModels } from './with-read-models';

interface ExportFlags {
  readonly data: string;
  readonly format: ReportFormat | JournalFormat;
  readonly show?: readonly ListName[];
  readonly chart?: string;
  readonly program?: string;
}

/** `ledger export` prints from the read models what the replay prints, or the journal for accounting software. */
export function addExportCommand(program: Command): void {
  program
    .command('export')
    .description('Print the ledger from the read models, as `ledger replay` prints it; or its journal.')
    .addOption(dataDirOption())
    .addOption(formatOption())
    .addOption(showOption())
    .addOption(chartOption())
    .option('--program <name>', 'with a format of the journal: of this program alone (default: all)')
    .action(exportLedger);
}

async function exportLedger({ data, format, program, ...flags }: ExportFlags): Promise<void> {
  if (isJournalFormat(format)) {
    const choice = journalChoice(format, flags);
    await withReadModels(data, (ledger) => exportJournal(ledger, choice, program));
    return;
  }
  refuseChart(format, flags.chart);
  if (program !== undefined) throw new UserError(`--program goes with the formats of the journal, not with ${format}`);
  const choice = reportChoice({ format, ...flags });
  await withReadModels(data, async ({ readModels }) => {
    await readLedger(readModels, async (rows) => {
      await writeReport(await ledgerAsOf(rows, { termsOf: rows.termsOf, asOf: null }), process.stdout, choice);
    });
  });
}

/** All programs, or the one that is named, read in one state of the ledger. */
async function exportJournal({ store, readModels }: OpenLedger, choice: JournalChoice, wanted: string | undefined) {
  await readLedger(readModels, async (rows) => {
    const books: Book[] = [];
    const known: string[] = [];
    for await (const program of rows.programs()) {
      const { program: name, clock } = program.about;
      if (clock === null) continue;
      known.push(name);
      if (wanted !== undefined && wanted !== name) continue;
      books.push(await bookOf(journalOfLedger(store, program), rows.termsOf(name).calendar));
    }
    if (wanted !== undefined && books.length === 0) {
      throw new UserError(`no program ${wanted} has a journal: ${known.join(', ') || 'none'} has`);
    }
    await writeJournal(books, choice);
  });
}
