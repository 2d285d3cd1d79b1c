import { Option, type Command } from 'commander';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { rejectedDto } from '@apps/referral-intake/rejected/rejected.dto';
import { rejectionColumns } from '@apps/referral-intake/rejected/rejection-columns';
import { allShownRejections, type ShownRejection } from '@apps/referral-intake/rejected/shown-rejections';
import { REJECTION_CODES } from '@ledger/contracts/rejection-codes';
import { csvTable } from '@ledger/documents/csv-table';
import { textTable } from '@ledger/documents/text-table';
import { readAll } from '@ledger/read-models/postgres/queries/list-query';
import { rejectedList, type RejectedFilter } from '@ledger/read-models/tables/rejected';
import { readProgram, readPrograms } from '@ledger/read-models/postgres/queries/program-snapshot';
import { PersonalReads } from '@ledger/runner/personal/personal-reads';
import { dataDirOption } from './data-dir-option';
import type { OpenLedger } from '@ledger/hosting/storage/open-ledger';
import { UserError } from '@ledger/hosting/process/user-error';
import { timeArgument } from './time-argument';
import { withReadModels } from './with-read-models';

const FORMATS = ['table', 'json', 'csv'] as const;

interface RejectedFlags extends RejectedFilter {
  readonly data: string;
  readonly program?: string;
  readonly format: (typeof FORMATS)[number];
}

/** `ledger rejected`: what the ledger refused and nobody has mended. */
export function addRejectedCommand(program: Command): void {
  program
    .command('rejected')
    .description('What was refused and is still to be mended: of several that are the same the last one.')
    .option('--program <name>', 'of this program; "" for what belongs to none (default: all)')
    .option('--source <source>', 'from this source')
    .addOption(new Option('--code <code>', 'refused for this').choices(REJECTION_CODES))
    .option('--since <time>', 'that arrived then or later, such as 2026-03-01T00:00:00Z', timeArgument)
    .option('--all', 'also what was accepted later under the same id, and each of several that are the same')
    .addOption(
      new Option('--format <format>', 'how to print them; json: one per line').choices(FORMATS).default('table'),
    )
    .addOption(dataDirOption())
    .action(printRejected);
}

async function printRejected({ data, program, format, ...filter }: RejectedFlags): Promise<void> {
  await withReadModels(data, async (ledger) => {
    const known = (await readPrograms(ledger.readModels)).map(({ program: name }) => name);
    if (program !== undefined && program !== '' && !known.includes(program)) {
      throw new UserError(`nothing arrived for a program ${program}: something did for ${known.join(', ') || 'none'}`);
    }
    const wanted = program === undefined ? known : [program];
    for (const [index, name] of wanted.entries()) {
      await readProgram(ledger.readModels, name, async (snapshot) => {
        const rows = readAll(snapshot, rejectedList(snapshot, filter));
        const shown = allShownRejections(rows, personalOf(ledger));
        await print(PRINTERS[format](name, shown, index === 0));
      });
    }
  });
}

const personalOf = ({ personalData, concealer }: OpenLedger) => new PersonalReads(personalData, concealer);

async function print(pieces: AsyncIterable<string>): Promise<void> {
  for await (const piece of pieces) {
    if (!process.stdout.write(piece)) await once(process.stdout, 'drain');
  }
}

type Printer = (program: string, rows: AsyncIterable<ShownRejection>, isFirst: boolean) => AsyncIterable<string>;

const PRINTERS: Readonly<Record<RejectedFlags['format'], Printer>> = {
  json: async function* (program, rows) {
    for await (const row of rows) yield `${JSON.stringify({ program, ...rejectedDto(row) })}\n`;
  },
  csv: async function* (program, rows, isFirst) {
    const { table, line } = csvTable(rejectionColumns(program), { header: isFirst });
    const cells = async function* () {
      for await (const row of rows) yield line(row);
    };
    for await (const piece of Readable.from(cells()).pipe(table)) yield String(piece);
  },
  table: async function* (program, rows) {
    const cells: string[][] = [];
    for await (const row of rows) cells.push(cellsOf(row));
    const title = program === '' ? 'of no program' : program;
    if (cells.length === 0) yield `${title}: nothing is to be mended\n`;
    else yield `${title}\n${textTable(HEAD, cells, { right: ['times'] })}\n`;
  },
};

const HEAD = ['arrived', 'source', 'id', 'type', 'code', 'detail', 'times', 'accepted later'];

function cellsOf(row: ShownRejection): string[] {
  const { arrivedAt, source, id, type, code, detail, times, acceptedLater } = rejectedDto(row);
  const later = acceptedLater === null ? '' : `${acceptedLater.program}, ${acceptedLater.seq}`;
  return [arrivedAt ?? '', source, id, type, code, detail, String(times), later];
}
