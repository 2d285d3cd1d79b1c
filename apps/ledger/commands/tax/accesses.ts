import { InvalidArgumentError, Option, type Command } from 'commander';
import { textTable } from '@ledger/documents/text-table';
import { say } from '@ledger/hosting/process/print';
import { withLedger } from '@ledger/hosting/storage/open-ledger';
import { listAccesses } from '@ledger/tax/desk/paper-access';
import { SETTINGS } from '../../settings';
import { dataDirOption } from '../data-dir-option';

interface AccessesFlags {
  readonly data: string;
  readonly program?: string;
  readonly partner?: string;
  readonly limit: number;
  readonly format: 'table' | 'json';
}

const SHOWN = 50;

/** `ledger tax accesses`: who put in, looked at or took out which form or number. */
export function addAccessesCommand(tax: Command): void {
  tax
    .command('accesses')
    .description('who put in, looked at or took out which form or number, when and why; the latest first')
    .option('--program <name>', 'of this program only')
    .option('--partner <id>', 'of this partner only')
    .option('--limit <n>', 'so many at most', limitArgument, SHOWN)
    .addOption(new Option('--format <format>', 'how to print them').choices(['table', 'json']).default('table'))
    .addOption(dataDirOption())
    .action(accesses);
}

async function accesses({ data, format, ...asked }: AccessesFlags): Promise<void> {
  await withLedger({ dataDir: data, settings: SETTINGS }, async ({ pool }) => {
    const rows = await listAccesses(pool, asked);
    if (format === 'json') return say(JSON.stringify(rows, null, 2));
    if (rows.length === 0) return say('nobody put in or looked at anything');
    const cells = rows.map(({ at, what, program, partner, paper, by, why }) => {
      return [at.toISOString(), what, program, partner, paper ?? '', by, why ?? ''];
    });
    say(textTable(['at', 'what', 'program', 'partner', 'form', 'by', 'why'], cells));
  });
}

function limitArgument(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new InvalidArgumentError('a whole number from 1 to 999999');
  return Number(text);
}
