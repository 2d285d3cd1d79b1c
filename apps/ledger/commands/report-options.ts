import { InvalidArgumentError, Option } from 'commander';
import { LISTS, type ListName } from '@ledger/read-models/report/lists';
import { JOURNAL_FORMATS } from '@ledger/documents/journal/journal-text';
import { REPORT_FORMATS, type ReportChoice } from '@ledger/read-models/report/write-report';
import { UserError } from '@ledger/hosting/process/user-error';

export type ReportFormat = (typeof REPORT_FORMATS)[number];

/** So many partners of a program a start shows; `export --format table` shows all. */
export const SHOWN_PARTNERS = 50;

/** `--format`, the same for everything that prints a ledger. */
export function formatOption(): Option {
  return new Option('--format <format>', 'how to print it')
    .choices([...REPORT_FORMATS, ...JOURNAL_FORMATS])
    .default('json');
}

/** `--show`, for tables and CSV. */
export function showOption(): Option {
  return new Option(
    '--show <lists>',
    `with --format table: these too, separated by commas; with csv: this one (${LISTS.join(', ')}; default: lines)`,
  ).argParser(listNames);
}

/** What the two options ask for together. Throws UserError for what does not go together. */
export function reportChoice({ format, show }: { format: ReportFormat; show?: readonly ListName[] }): ReportChoice {
  if (format === 'table') return { format, show };
  if (format === 'json') {
    if (show !== undefined) throw new UserError('--show goes with --format table or csv: JSON has all lists');
    return { format };
  }
  const [list = 'lines', ...others] = show ?? [];
  if (others.length > 0) throw new UserError('--format csv prints one list: name one with --show');
  return { format, show: list };
}

function listNames(text: string): readonly ListName[] {
  const names = text.split(',').map((name) => name.trim());
  const unknown = names.filter((name) => !(LISTS as readonly string[]).includes(name));
  if (unknown.length === 0) return names as ListName[];
  throw new InvalidArgumentError(`there is no list ${unknown.join(', ')}: choose from ${LISTS.join(', ')}.`);
}
