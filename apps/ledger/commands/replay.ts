import { Option, type Command } from 'commander';
import { parseInstant, type Instant } from '@ledger/kernel/instant';
import { loadTerms } from '@ledger/program/load-terms-file';
import type { ProgramTerms } from '@ledger/program/program-terms';
import { ledgerAsOf } from '@ledger/read-models/as-of/ledger-as-of';
import { MemoryLedger } from '@ledger/read-models/memory/memory-ledger';
import { bookOf } from '@ledger/read-models/journal/book-of';
import { MemoryJournal } from '@ledger/read-models/memory/memory-journal';
import type { ListName } from '@ledger/read-models/report/lists';
import { writeReport, type ReportChoice } from '@ledger/read-models/report/write-report';
import { ReplayLedger, type ReplayOptions } from '@ledger/runner/replay-ledger';
import { programsOfFiles } from '@ledger/hosting/settings/terms-files';
import { inputSize, readJsonLines } from '@ledger/hosting/input/read-json-lines';
import type { Book } from '@ledger/documents/journal/book';
import type { JournalChoice, JournalFormat } from '@ledger/documents/journal/journal-text';
import { chartOption, isJournalFormat, journalChoice, refuseChart, writeJournal } from './journal-options';
import { showProgress } from './show-progress';
import { formatOption, reportChoice, showOption, type ReportFormat } from './report-options';
import { SETTINGS } from '../settings';
import { UserError } from '@ledger/hosting/process/user-error';

interface ReplayFlags {
  readonly events: string;
  readonly program?: readonly string[];
  readonly asOf?: Instant;
  readonly format: ReportFormat | JournalFormat;
  readonly show?: readonly ListName[];
  readonly chart?: string;
}

/** `ledger replay`: events in, ledger out, in one process with no server (contract.md, section 2). */
export function addReplayCommand(program: Command): void {
  program
    .command('replay')
    .description('Run a file of events through the engine and print the ledger that follows from them.')
    .requiredOption('--events <file>', 'NDJSON file of CloudEvents, or - for standard input')
    .option('--program <name|terms.yaml...>', 'run only these programs: names of presets, or files of terms')
    .addOption(new Option('--as-of <time>', 'the moment to stop at, e.g. 2026-03-31T23:59:59Z').argParser(asInstant))
    .addOption(formatOption())
    .addOption(showOption())
    .addOption(chartOption())
    .action(replay);
}

function asInstant(text: string): Instant {
  const at = parseInstant(text);
  if (at === null) throw new UserError(`--as-of ${text}: not a time such as 2026-03-31T23:59:59Z`);
  return at;
}

async function replay({ events, program = [], asOf: until, format, ...flags }: ReplayFlags) {
  const run = { events, asOf: until ?? null, ...programsToRun(program) };
  if (isJournalFormat(format)) {
    await printJournal(run, journalChoice(format, flags));
  } else {
    refuseChart(format, flags.chart);
    await printReport(run, reportChoice({ format, ...flags }));
  }
}

interface ReplayRun extends ReplayOptions {
  readonly events: string;
}

async function printReport({ events, ...options }: ReplayRun, choice: ReportChoice): Promise<void> {
  const rows = new MemoryLedger((name) => termsOf(name).calendar);
  const ledger: ReplayLedger = new ReplayLedger(options, rows);
  const termsOf = (name: string) => termsOfReplay(ledger, name);
  await feed(ledger, events);
  await writeReport(await ledgerAsOf(rows, { termsOf, asOf: options.asOf }), process.stdout, choice);
}

async function printJournal({ events, ...options }: ReplayRun, choice: JournalChoice): Promise<void> {
  const journal = new MemoryJournal((name) => termsOfReplay(ledger, name).calendar);
  const ledger: ReplayLedger = new ReplayLedger(options, journal);
  await feed(ledger, events);
  const books: Book[] = [];
  for (const rows of journal.programs()) {
    const { program, clock } = rows.about;
    if (clock !== null) books.push(await bookOf(rows, termsOfReplay(ledger, program).calendar));
  }
  await writeJournal(books, choice);
}

function termsOfReplay(ledger: ReplayLedger, name: string): ProgramTerms {
  const terms = ledger.termsOf(name);
  if (terms === undefined) throw new RangeError(`the replay has no program ${name}`);
  return terms;
}

async function feed(ledger: ReplayLedger, file: string): Promise<void> {
  const progress = showProgress(await inputSize(file), 'replay');
  try {
    for await (const { value, bytes } of readJsonLines(file)) {
      ledger.offer(value);
      progress.advance(bytes);
    }
  } finally {
    progress.stop();
  }
  ledger.finish();
}

/**
 * Without a choice all programs of LEDGER_TERMS, or else all presets; with one, the others of them are known but passed
 * over. Throws TermsFileError.
 */
function programsToRun(chosen: readonly string[]): { programs: ProgramTerms[]; skipped: ReadonlySet<string> } {
  const presets = programsOfFiles(SETTINGS.termsFiles);
  if (chosen.length === 0) return { programs: presets, skipped: new Set() };
  const files = chosen.filter((name) => /\.ya?ml$/.test(name));
  const fromFiles = loadTerms(files);
  const named = chosen.filter((name) => !files.includes(name)).map((name) => presetNamed(name, presets));
  const programs = [
    ...named.filter(({ name: program }) => !fromFiles.some((each) => each.name === program)),
    ...fromFiles,
  ];
  const running = new Set(programs.map(({ name }) => name));
  return { programs, skipped: new Set(presets.map(({ name }) => name).filter((name) => !running.has(name))) };
}

function presetNamed(name: string, presets: readonly ProgramTerms[]): ProgramTerms {
  const preset = presets.find(({ name: program }) => program === name);
  if (preset !== undefined) return preset;
  const known = presets.map(({ name }) => name).join(', ');
  throw new UserError(`--program ${name}: neither a preset (${known}) nor a .yaml file of terms`);
}
