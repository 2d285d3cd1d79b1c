import { once } from 'node:events';
import { Option } from 'commander';
import type { Book } from '@ledger/documents/journal/book';
import { readChart, type ChartOfAccounts } from '@ledger/documents/journal/chart-of-accounts';
import {
  JOURNAL_FORMATS,
  journalText,
  lackedBy,
  type JournalChoice,
  type JournalFormat,
} from '@ledger/documents/journal/journal-text';
import { UserError } from '@ledger/hosting/process/user-error';
import { jsonFile } from './json-file';

/** `--chart`, for `--format gl-csv`. */
export function chartOption(): Option {
  return new Option(
    '--chart <file.json>',
    'with --format gl-csv: the accounts of the general ledger (docs/journal.md)',
  );
}

export function isJournalFormat(format: string): format is JournalFormat {
  return (JOURNAL_FORMATS as readonly string[]).includes(format);
}

/** What the options ask for together. Throws UserError for what does not go together, and for a chart that is none. */
export function journalChoice(format: JournalFormat, flags: { chart?: string; show?: unknown }): JournalChoice {
  if (flags.show !== undefined) throw new UserError(`--show goes with --format table or csv: ${format} is the journal`);
  if (format === 'gl-csv') {
    if (flags.chart === undefined) throw new UserError('--format gl-csv asks for --chart FILE: see docs/journal.md');
    return { format, chart: chartOf(flags.chart) };
  }
  refuseChart(format, flags.chart);
  return { format };
}

/** Throws UserError where a chart is given and nobody would use it. */
export function refuseChart(format: string, chart: string | undefined): void {
  if (chart !== undefined) throw new UserError(`--chart goes with --format gl-csv, not with ${format}`);
}

/** Writes the books to standard output. Throws UserError, with nothing written, where the chart lacks an account of theirs. */
export async function writeJournal(books: readonly Book[], choice: JournalChoice): Promise<void> {
  const lacking = lackedBy(choice, books);
  if (lacking.length > 0) {
    throw new UserError(`nothing is written: the chart of accounts lacks ${lacking.join(', ')}`);
  }
  for await (const piece of journalText(choice, books)) {
    if (!process.stdout.write(piece)) await once(process.stdout, 'drain');
  }
}

function chartOf(file: string): ChartOfAccounts {
  const read = readChart(jsonFile(file));
  if (read.ok) return read.chart;
  throw new UserError(read.faults.map((fault) => `${file}: ${fault}`).join('\n'));
}
